package io.millrace.formats.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.contract.Written;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRulesTest {
    private static Decoding decode(String payload, Object... options) {
        return decode(DecodeSettings.DEFAULT, payload, options);
    }

    private static Decoding decode(DecodeSettings settings, String payload, Object... options) {
        CsvFormat format = CsvFormat.csv();
        return new Decoding(format.open(Written.of(format.options(), options), settings))
                .payload(payload)
                .take();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0 | 0",
                "12 | 12",
                "-12 | -12",
                "9223372036854775807 | 9223372036854775807",
                "-9223372036854775808 | -9223372036854775808",
                "9223372036854775808 | 9223372036854775808",
                "1.5 | 1.5",
                "-0.25 | -0.25",
                "1.5e3 | 1500.0",
                "1e-7 | 1.0E-7",
                "1E+3 | 1000.0",
                "true | true",
                "TRUE | true",
                "False | false",
                "0.1234567890123456789 | 0.1234567890123456789",
                "12e3 | `\"12e3\"`",
                "007 | `\"007\"`",
                "-0 | `\"-0\"`",
                "+5 | `\"+5\"`",
                "1. | `\"1.\"`",
                ".5 | `\".5\"`",
                "- | `\"-\"`",
                "0x1F | `\"0x1F\"`",
                "1_000 | `\"1_000\"`",
                "1 000 | `\"1 000\"`",
                "` 1` | `\" 1\"`",
                "`1 ` | `\"1 \"`",
                "tRUE | `\"tRUE\"`",
                "truE | `\"truE\"`",
                "NaN | `\"NaN\"`",
                "Infinity | `\"Infinity\"`",
                "null | `\"null\"`",
                "2026-01-31T00:00:00Z | `\"2026-01-31T00:00:00Z\"`",
            })
    void valuesAreWhatTheyAre(String text, String value) {
        assertThat(decode("a,b\n" + text + ",x\n").text()).isEqualTo("{\"a\":" + value + ",\"b\":\"x\"}");
        assertThat(decode("a,b\n\"" + text + "\",x\n").text()).isEqualTo("{\"a\":" + value + ",\"b\":\"x\"}");
        assertThat(decode("a\n" + text, "INFER_TYPES", false).text()).isEqualTo("{\"a\":\"" + text + "\"}");
    }

    @Test
    void wholeNumbersBeyond64BitsAreDecimals() {
        Decoding decoding = decode("a\n9223372036854775808\n");
        assertThat(decoding.kinds("a")).containsExactly(Kind.DECIMAL);
    }

    @Test
    void timestampsAreToldOnlyWhenAsked() {
        Decoding decoding = decode(Settings.inferringTimestamps(), "a\n1970-01-01T00:00:01Z\n2026-01-31\n");
        assertThat(decoding.text()).isEqualTo("{\"a\":{\"micros\":1000000}}\n{\"a\":\"2026-01-31\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b\n1,x\n2,y",
                "a,b\r\n1,x\r\n2,y\r\n",
                "\uFEFFa,b\n1,x\n2,y\n",
                "\n\r\n\na,b\n\n1,x\n\r\n2,y\n\n",
                "\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"",
                "a , b\n1,x\n2,y\r",
                "a,b\n1,x,\n2,y,,\n",
            })
    void framesDoNotMatter(String payload) {
        Decoding decoding = decode(payload);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}");
    }

    @Test
    void quotesHoldLineBreaksDelimitersAndQuotes() {
        Decoding decoding = decode("a,b\n\"x,\r\n\"\"y\"\"\n\",\"\"\n5\" pipe,\"\"\"\"\n");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows.get(0).get("a").textValue()).isEqualTo("x,\r\n\"y\"\n");
        assertThat(decoding.rows.get(0).get("b").textValue()).isEmpty();
        assertThat(decoding.rows.get(1).get("a").textValue()).isEqualTo("5\" pipe");
        assertThat(decoding.rows.get(1).get("b").textValue()).isEqualTo("\"");
    }

    @Test
    void signsAreOptions() {
        Decoding decoding =
                decode("a;b\n'x;\\'y\\\\';2\n", "DELIMITER", ";", "QUOTE_CHAR", "'", "QUOTE_ESCAPE_CHAR", "\\");
        assertThat(decoding.text()).isEqualTo("{\"a\":\"x;'y\\\\\",\"b\":2}");
        decoding = decode("a|b\n\"x|\"\n", "DELIMITER", "|", "QUOTE_CHAR", "");
        assertThat(decoding.text()).isEqualTo("{\"a\":\"\\\"x\",\"b\":\"\\\"\"}");
        CsvFormat tsv = CsvFormat.tsv();
        decoding = new Decoding(tsv.open(Written.of(tsv.options()), DecodeSettings.DEFAULT))
                .payload("a\tb\n1,5\t\"x\ty\"\n")
                .take();
        assertThat(decoding.text()).isEqualTo("{\"a\":\"1,5\",\"b\":\"x\\ty\"}");
    }

    @Test
    void signsThatContradictAreRefused() {
        assertThatThrownBy(() -> decode("", "DELIMITER", "\""))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        e -> assertThat(e.getMessage())
                                .isEqualTo("Cannot set option DELIMITER: it is the quote or its escape"));
        assertThatThrownBy(() -> decode("", "DELIMITER", "ab")).isInstanceOf(MillraceException.class);
        assertThatThrownBy(() -> decode("", "HEADER", true, "HEADER_LINE", "a")).isInstanceOf(MillraceException.class);
        assertThatThrownBy(() -> decode("", "HEADER_LINE", "a,\"b")).isInstanceOf(MillraceException.class);
    }

    @Test
    void nothingIsNullAndNullValueToo() {
        Decoding decoding = decode("a,b,c\nNULL,,\"\"\nx,\"NULL\",NULL\n", "NULL_VALUE", "NULL");
        assertThat(decoding.text()).isEqualTo("{\"c\":\"\"}\n{\"a\":\"x\",\"b\":\"NULL\"}");
    }

    @Test
    void namesAreGivenOrCounted() {
        assertThat(decode("1,2\n3\n", "HEADER", List.of("a", "b")).text()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":3}");
        assertThat(decode("1;2\n", "HEADER_LINE", "a;\"b;c\"", "DELIMITER", ";").text())
                .isEqualTo("{\"a\":1,\"b;c\":2}");
        assertThat(decode("1,2\n3\n4,5,6\n", "HEADER", false).text())
                .isEqualTo("{\"column0\":1,\"column1\":2}\n{\"column0\":3}\n"
                        + "{\"column0\":4,\"column1\":5,\"column2\":6}");
    }

    @Test
    void everyPayloadHasItsOwnHeader() {
        CsvFormat format = CsvFormat.csv();
        Decoding decoding = new Decoding(format.open(Written.of(format.options()), DecodeSettings.DEFAULT));
        decoding.payload("a,b\n1,2\n")
                .payload("b,a\n3,4\n")
                .payload("a,b\n")
                .payload("A,c\n5,6")
                .take();
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":4,\"b\":3}\n{\"a\":5,\"c\":6}");
    }

    @Test
    void messagesWithoutHeaderTakeTheGivenOne() {
        CsvFormat format = CsvFormat.csv();
        Decoding decoding =
                new Decoding(format.open(Written.of(format.options(), "HEADER_LINE", "a,b"), DecodeSettings.DEFAULT));
        decoding.payload("1,2").payload("3,4\n5,6").take();
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n{\"a\":5,\"b\":6}");
    }

    @Test
    void namesMayOccurTwiceUnlessForbidden() {
        assertThat(decode("a,A,a,\n1,2,3,4\n").text()).isEqualTo("{\"a\":1,\"a_\":2,\"a__\":3,\"_\":4}");
        Decoding decoding = decode("a,b,A\n1,2,3\n", "ALLOW_DUPLICATE_HEADERS", false);
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::reason)
                .containsExactly(
                        "expected names that occur once, found twice: A",
                        "expected a record behind a header, found no header: expected names that occur once, found"
                                + " twice: A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,\"x\"y | `expected a delimiter or the end of the line after a closing quote, found other text at byte 5"
                        + " in field 2`",
                "1,2,3 | `expected at most 2 fields, found 3`",
                "1,\"x | `expected a closing quote, found the end at byte 2 in field 2`",
            })
    void brokenRecordIsRejectedWithAReason(String record, String reason) {
        Decoding decoding = decode("a,b\n1,x\n" + record + "\n2,y\n");
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}");
        assertThat(decoding.rejects)
                .containsExactly(new Decoding.Reject(ErrorCode.MALFORMED_RECORD, reason, "a,b\n" + record));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3,\"x\n4,y\n5,\"z\"\n",
                "3,\"x\n4,y\n5,\"z\n",
                "3,\"x\n4,y\n5,z",
            })
    void strayQuoteDoesNotSwallowTheLinesBehind(String lines) {
        Decoding decoding = decode("a,b\n" + lines);
        assertThat(decoding.rows).contains(Settings.json("{\"a\":4,\"b\":\"y\"}"));
        assertThat(decoding.rejects.get(0).text()).isEqualTo("a,b\n3,\"x");
    }

    @Test
    void linesWithinABrokenRecordThatAreNoRecordsBelongToIt() {
        Decoding decoding = decode("a,b,c\n1,\"first\nsecond, \"with\" third\nfourth\",2\n3,x,y\n");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::text)
                .containsExactly("a,b,c\n1,\"first\nsecond, \"with\" third");
        assertThat(decoding.text()).isEqualTo("{\"a\":\"fourth\\\"\",\"b\":2}\n{\"a\":3,\"b\":\"x\",\"c\":\"y\"}");
    }

    @Test
    void aMillionColumnsAreRejectedWithoutTakingThem() {
        String wide = "c,".repeat(1_000_000) + "c\n";
        Decoding decoding = decode(wide + "1,2,3\n" + wide);
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.lastColumns).isEmpty();
        assertThat(decoding.rejects).hasSize(3);
        assertThat(decoding.rejects.get(0).reason())
                .isEqualTo("expected a header of at most 20000 columns, found 1000001");
        assertThat(decode("a,b\n" + wide + "1,2\n").text()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(decode(wide + "1,2\n", "HEADER", false).text()).isEqualTo("{\"column0\":1,\"column1\":2}");
    }

    @Test
    void headersThatAlwaysDifferAreRejectedInTheEnd() {
        CsvFormat format = CsvFormat.csv();
        Decoding decoding = new Decoding(format.open(Written.of(format.options()), Settings.maxColumns(10)));
        for (int i = 0; i < 5_000; i++) {
            decoding.payload("n" + i + "\n1\n");
        }
        assertThat(decoding.rejects).hasSize(2_000);
    }

    @Test
    void flowLogsHaveTheirNames() {
        CsvFormat format = CsvFormat.vpcFlowLogs();
        String line = "2 123456789010 eni-1235b8ca 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070"
                + " ACCEPT OK\n2 123456789010 eni-1235b8ca - - - - - - - 1431280876 1431280934 - NODATA\n";
        Decoding messages =
                new Decoding(format.open(Written.of(format.options(), "HEADER", false), DecodeSettings.DEFAULT));
        messages.payload(line).take();
        assertThat(messages.rows.get(0))
                .isEqualTo(Settings.json("{\"version\":2,\"account_id\":123456789010,\"interface_id\":\"eni-1235b8ca\","
                        + "\"srcaddr\":\"172.31.16.139\",\"dstaddr\":\"172.31.16.21\",\"srcport\":20641,\"dstport\":22,"
                        + "\"protocol\":6,\"packets\":20,\"bytes\":4249,\"start\":1418530010,\"end\":1418530070,"
                        + "\"action\":\"ACCEPT\",\"log_status\":\"OK\"}"));
        assertThat(messages.rows.get(1).size()).isEqualTo(6);
        Decoding files = new Decoding(format.open(Written.of(format.options()), DecodeSettings.DEFAULT));
        files.payload("version account-id action\n2 1 REJECT\n").take();
        assertThat(files.text()).isEqualTo("{\"version\":2,\"account_id\":1,\"action\":\"REJECT\"}");
    }

    @Test
    void rejectsCanBeDecodedByThemselves() {
        Decoding decoding = decode("a,b\n1,x,3\n");
        String payload = decoding.rejects.get(0).text();
        assertThat(decode(payload).rejects).isEqualTo(decoding.rejects);
        assertThat(decode(payload.substring(0, payload.length() - 2)).text()).isEqualTo("{\"a\":1,\"b\":\"x\"}");
    }
}
