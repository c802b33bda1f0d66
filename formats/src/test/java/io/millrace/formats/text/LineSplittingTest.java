package io.millrace.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.Formats;
import io.millrace.formats.contract.Pieces;
import io.millrace.formats.contract.Settings;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every content type whose records are lines. */
class LineSplittingTest {
    private static final OptionValue UNQUOTED = new OptionValue.Text("");
    private static final List<byte[]> LINES = List.of(
            utf8("1,a,2.5"),
            utf8("INFO all is well"),
            utf8("<34>Oct 11 22:14:15 host app[1]: message"),
            utf8("127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /x HTTP/1.0\" 200 23"),
            utf8("2 1234 eni-1 10.0.0.1 10.0.0.2 1 2 6 20 400 1418530010 1418530070 ACCEPT OK"),
            utf8("Grüße,\"x,y\nz\",3"),
            utf8("1,2,3,4,5,6"),
            utf8(""),
            utf8("\r"),
            utf8("  "),
            utf8("\"open,1,2"),
            utf8("y".repeat(70)),
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'm'},
            new byte[] {(byte) 0xFF, (byte) 0xFE, 'm', 0},
            new byte[] {(byte) 0xFE, (byte) 0xFF, 0, 'm'},
            new byte[] {(byte) 0xC3},
            new byte[] {0, 1, 2});

    static Stream<Pieces> types() {
        OptionValue columns = list("id:2", "name:3", ":1", "rest:4");
        return Stream.of(
                pieces("SPLIT_LINES", Map.of()),
                pieces("SPLIT_LINES", Map.of("ENCODING", new OptionValue.Text("ISO-8859-1"))),
                pieces("SPLIT_LINES", Map.of("ENCODING", new OptionValue.Text("WINDOWS-1252"))),
                pieces("REGEX", Map.of("PATTERN", new OptionValue.Text("(?<level>[A-Z]+) (?<message>.*)"))),
                pieces("FIXED_WIDTH", Map.of("COLUMNS", columns)),
                pieces("FIXED_WIDTH", Map.of("COLUMNS", columns, "SKIP_LINES", number(3))),
                pieces("NGINX", Map.of()),
                pieces("APACHE", Map.of()),
                pieces("SYSLOG", Map.of()),
                pieces("VPC_FLOW_LOGS", Map.of()),
                pieces("VPC_FLOW_LOGS", Map.of("HEADER", new OptionValue.Flag(false))),
                pieces("CSV", Map.of("QUOTE_CHAR", UNQUOTED)),
                pieces("CSV", Map.of("QUOTE_CHAR", UNQUOTED, "HEADER", new OptionValue.Flag(false))),
                pieces("TSV", Map.of("QUOTE_CHAR", UNQUOTED, "HEADER", list("a", "b"))));
    }

    @ParameterizedTest
    @MethodSource("types")
    void piecesAreTheWhole(Pieces type) {
        int cuts = 0;
        for (long seed = 0; seed < 80; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Pieces pieces =
                    random.nextInt(3) == 0 ? new Pieces(type.format(), type.options(), Settings.recordBytes(64)) : type;
            cuts += pieces.requireSame(content(random), random);
        }
        assertThat(cuts).isGreaterThan(200);
    }

    @Test
    void whatHasNoLinesOrMayHaveThemInRecordsIsReadWhole() {
        byte[] text = utf8("a,b\n".repeat(20));
        assertThat(pieces("CSV", Map.of()).cut(text, 10)).isEmpty();
        assertThat(pieces("TSV", Map.of()).cut(text, 10)).isEmpty();
        assertThat(pieces("XML", Map.of()).cut(text, 10)).isEmpty();
        Pieces lines = pieces("SPLIT_LINES", Map.of());
        assertThat(lines.cut(text, 10)).hasSize(2);
        assertThat(lines.cut("a,b\n".repeat(20).getBytes(StandardCharsets.UTF_16), 10))
                .isEmpty();
        Charset utf16 = StandardCharsets.UTF_16LE;
        assertThat(pieces("SPLIT_LINES", Map.of("ENCODING", new OptionValue.Text("UTF-16LE")))
                        .cut("a,b\n".repeat(20).getBytes(utf16), 10))
                .isEmpty();
        assertThat(lines.cut(utf8("x".repeat(9 << 20) + "\nx\n"), 10))
                .as("a line without end")
                .isEmpty();
    }

    @Test
    void aHeaderThatIsRejectedIsRejectedOnce() {
        Pieces csv =
                pieces("CSV", Map.of("QUOTE_CHAR", UNQUOTED, "ALLOW_DUPLICATE_HEADERS", new OptionValue.Flag(false)));
        assertThat(csv.cut(utf8("a,a\n" + "1,2\n".repeat(20)), 30)).isEmpty();
        assertThat(csv.cut(utf8("a,b\n" + "1,2\n".repeat(20)), 30)).hasSize(2);
    }

    private static byte[] content(SplittableRandom random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8(random.nextInt(4) == 0 ? "\uFEFF" : ""));
        int lines = random.nextInt(4, 25);
        for (int i = 0; i < lines; i++) {
            out.writeBytes(LINES.get(random.nextInt(i < 3 ? 5 : LINES.size())));
            out.writeBytes(utf8(i == lines - 1 && random.nextBoolean() ? "" : random.nextInt(3) == 0 ? "\r\n" : "\n"));
        }
        return out.toByteArray();
    }

    private static Pieces pieces(String type, Map<String, OptionValue> options) {
        return new Pieces(Formats.find(type), new Options(options), DecodeSettings.DEFAULT);
    }

    private static OptionValue list(String... texts) {
        return new OptionValue.Items(
                Stream.of(texts).<OptionValue>map(OptionValue.Text::new).toList());
    }

    private static OptionValue number(long value) {
        return new OptionValue.Numeral(Long.toString(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
