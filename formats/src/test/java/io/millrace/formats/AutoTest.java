package io.millrace.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoTest {
    private static Decoding decoding() {
        return new Decoding(Formats.find("AUTO").open(Options.NONE, DecodeSettings.DEFAULT));
    }

    private static String payload(String written) {
        return written.replace("^", "\n").replace("~", "\t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "{\"a\":1} ! JSON: it begins with { ! {\"a\":1}",
                "^ [{\"a\":1}] ! JSON: it begins with [ ! {\"a\":1}",
                "5^6 ! JSON: each line is a value ! {\"value\":5}{\"value\":6}",
                "<?xml version='1.0'?><x><r a='1'></r></x> ! XML: it begins with a tag ! {\"a\":1}",
                "<x><r a='1'></r></x> ! XML: it begins with a tag ! {\"a\":1}",
                "a,b^1,x^ ! CSV with a header: it has 2 values with ',' between them in each of the first 2 lines, and names"
                        + " in the first ! {\"a\":1,\"b\":\"x\"}",
                "a;b^1,5;x^ ! CSV with a header: it has 2 values with ';' between them in each of the first 2 lines, and names"
                        + " in the first ! {\"a\":\"1,5\",\"b\":\"x\"}",
                "a~b^1~\"x~y\" ! TSV with a header: it has 2 values with tabs between them in each of the first 2 lines, and"
                        + " names in the first ! {\"a\":1,\"b\":\"x\\ty\"}",
                "1|x^2|y^3|z ! CSV without a header: it has 2 values with '|' between them in each of the first 3 lines, and"
                        + " no names in the first ! {\"column0\":1,\"column1\":\"x\"}{\"column0\":2,\"column1\":\"y\"}"
                        + "{\"column0\":3,\"column1\":\"z\"}",
            })
    void typeIsToldFromTheContent(String written, String note, String rows) {
        byte[] payload = payload(written).getBytes(StandardCharsets.UTF_8);
        for (int chunk : new int[] {1, 5, 1 << 20}) {
            Decoding decoding = decoding().payload(payload, at -> at + chunk).take();
            assertThat(decoding.text().replace("\n", "")).isEqualTo(rows);
            assertThat(decoding.decoder.takeNotes()).containsExactly("content is " + note);
            assertThat(decoding.decoder.takeNotes()).isEmpty();
        }
    }

    @Test
    void markOfUtf16IsUnderstood() {
        byte[] payload = "\uFEFFa,é\n1,ü\n".getBytes(StandardCharsets.UTF_16LE);
        assertThat(decoding().payload(payload).take().text()).isEqualTo("{\"a\":1,\"é\":\"ü\"}");
    }

    @Test
    void streamThatChangesItsTypeIsFollowedInBatchesOfItsOwn() {
        Decoding decoding = decoding();
        decoding.payload("{\"a\":1}").payload("{\"a\":2}");
        decoding.payload("a,b\n3,x\n")
                .payload("{\"a\":4}")
                .payload("<x><r><a>5</a></r></x>")
                .take();
        assertThat(decoding.rows).extracting(row -> row.get("a").longValue()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(decoding.batches).containsExactly(2, 1, 1, 1);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.decoder.takeNotes()).hasSize(4).first().isEqualTo("content is JSON: it begins with {");
    }

    @Test
    void whatMayBeAnythingIsWhatCameBefore() {
        Decoding decoding = decoding();
        decoding.payload("{\"a\":1}")
                .payload("hello, world")
                .payload("x,\n")
                .payload("a,b")
                .take();
        assertThat(decoding.rows).hasSize(1);
        assertThat(decoding.rejects).hasSize(3);
        assertThat(decoding.decoder.takeNotes()).hasSize(1);
        Decoding csv = decoding()
                .payload("a,b\n1,2\n")
                .payload("a,b\n3,4\n")
                .payload("a\n5")
                .take();
        assertThat(csv.text()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n{\"a\":5}");
    }

    @Test
    void whatIsNotRecognisedIsRejectedLineByLineAndSaysWhatToDo() {
        Decoding decoding = decoding()
                .payload("\n \n")
                .payload("2026-01-31 12:00:00,123 INFO start\n\nmore, of it\r\n")
                .payload("\uFEFFzwö\n".getBytes(StandardCharsets.UTF_16LE))
                .payload("<html><body>502</body></html>")
                .payload("{\"a\":1}")
                .payload("<html><body>503</body></html>")
                .take();
        assertThat(decoding.text()).isEqualTo("{\"a\":1}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsOnly(ErrorCode.SOURCE_FORMAT);
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::reason)
                .allMatch(reason -> reason.matches("content type could not be recognised: .*; set CONTENT_TYPE"));
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::text)
                .startsWith(" ", "2026-01-31 12:00:00,123 INFO start", "more, of it")
                .endsWith("<html><body>502</body></html>", "<html><body>503</body></html>")
                .hasSize(6);
        assertThat(decoding.decoder.takeNotes())
                .containsExactly(
                        "content could not be recognised: it begins like no type that is known; set CONTENT_TYPE",
                        "content is JSON: it begins with {",
                        "content could not be recognised: it is a page of HTML, as servers send with errors; set CONTENT_TYPE");
    }

    @Test
    void rowThatIsRaggedIsRejectedAlone() {
        Decoding decoding = decoding().payload("a,b\n1,2\n3,4,5\n6,7\n").take();
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":6,\"b\":7}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("a,b\n3,4,5");
    }
}
