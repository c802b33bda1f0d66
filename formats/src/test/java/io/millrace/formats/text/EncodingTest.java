package io.millrace.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.contract.Written;
import io.millrace.formats.csv.CsvFormat;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static Decoding decoding(DecodeSettings settings, String encoding) {
        CsvFormat format = CsvFormat.csv();
        return new Decoding(format.open(Written.of(format.options(), "ENCODING", encoding), settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "WINDOWS-1252"})
    void textIsTheSameHoweverItIsCut(String encoding) {
        Charset charset = Charset.forName(encoding);
        String last = charset.newEncoder().canEncode("😀€") ? "😀€" : "ÿ";
        String text = "a,b\n1,Grüße\n2,\"x,2,x\n\"y\n3," + last + "\n4,x";
        byte[] payload = text.getBytes(charset);
        Decoding whole =
                decoding(DecodeSettings.DEFAULT, encoding).payload(payload).take();
        assertThat(whole.rows).hasSize(3);
        assertThat(whole.rows.get(0).get("b").textValue()).isEqualTo("Grüße");
        assertThat(whole.rows.get(1).get("b").textValue()).isEqualTo(last);
        assertThat(whole.rejects).hasSize(1);
        byte[] rejected = whole.rejects.get(0).text().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(rejected, charset)).isEqualTo("a,b\n2,\"x,2,x\n\"y");
        for (int cut = 1; cut < payload.length; cut++) {
            int end = cut;
            Decoding parts = decoding(Settings.batchRows(1), encoding)
                    .payload(payload, at -> at < end ? end : 1 << 20)
                    .take();
            assertThat(parts.rows).isEqualTo(whole.rows);
            assertThat(parts.rejects).isEqualTo(whole.rejects);
        }
    }

    @Test
    void windowsHasItsOwnSigns() {
        byte[] payload = {'a', '\n', (byte) 0x80, (byte) 0x9F, (byte) 0x81, (byte) 0xFC};
        Decoding decoding = decoding(DecodeSettings.DEFAULT, "WINDOWS-1252")
                .payload(payload)
                .take();
        assertThat(decoding.rows.get(0).get("a").textValue()).isEqualTo("€Ÿ\u0081ü");
    }

    @Test
    void byteOrderMarkTellsTheEncoding() {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] payload = "\uFEFFa,b\n1,é\n".getBytes(charset);
            Decoding decoding = decoding(DecodeSettings.DEFAULT, "AUTO");
            decoding.payload(payload)
                    .payload(payload, at -> at + 1)
                    .payload("b\n7")
                    .take();
            assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":\"é\"}\n{\"a\":1,\"b\":\"é\"}\n{\"b\":7}");
            assertThat(decoding.rejects).isEmpty();
        }
    }

    @Test
    void halfAPairAndHalfAUnitAreRejected() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("a\n1\nx\uD83Dy\n2\nz".getBytes(StandardCharsets.UTF_16LE));
        byte[] replaced = out.toByteArray();
        // getBytes replaces half a pair, so it is put in by hand
        replaced[10] = 0x3D;
        replaced[11] = (byte) 0xD8;
        out.reset();
        out.writeBytes(replaced);
        out.write('!');
        Decoding decoding = decoding(DecodeSettings.DEFAULT, "UTF-16LE")
                .payload(out.toByteArray())
                .take();
        assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":2}");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::code)
                .containsExactly(ErrorCode.INVALID_UTF8, ErrorCode.INVALID_UTF8);
        assertThat(decoding.rejects.get(0).text()).isEqualTo("a\0\n\0x\0=\u00D8y\0");
        assertThat(decoding.rejects.get(1).text()).isEqualTo("a\0\n\0z\0!");
    }

    @Test
    void longTextGoesInPieces() {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(",Straße ").append(i).append('\n');
        }
        text.append("0,").append("ü".repeat(200_000));
        Decoding decoding = decoding(Settings.batchRows(1000), "UTF-16BE")
                .payload(text.toString().getBytes(StandardCharsets.UTF_16BE))
                .take();
        assertThat(decoding.rows).hasSize(50_001);
        assertThat(decoding.rows.get(49_999).get("b").textValue()).isEqualTo("Straße 49999");
        assertThat(decoding.rows.get(50_000).get("b").textValue()).hasSize(200_000);
        assertThat(decoding.rejects).isEmpty();
    }
}
