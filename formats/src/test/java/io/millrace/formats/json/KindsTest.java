package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindsTest {
    private static final DecodeSettings INFERRING =
            new DecodeSettings(List.of(), Set.of(), 2000, 200, 1 << 20, 1000, 1 << 20, true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | BOOLEAN | true",
                "false | BOOLEAN | false",
                "0 | BIGINT | 0",
                "-1 | BIGINT | -1",
                "9223372036854775807 | BIGINT | 9223372036854775807",
                "-9223372036854775808 | BIGINT | -9223372036854775808",
                "999999999999999999 | BIGINT | 999999999999999999",
                "9223372036854775808 | DECIMAL | 9223372036854775808",
                "-9223372036854775809 | DECIMAL | -9223372036854775809",
                "99999999999999999999999999999999999999 | DECIMAL | 99999999999999999999999999999999999999",
                "-99999999999999999999999999999999999999 | DECIMAL | -99999999999999999999999999999999999999",
                "100000000000000000000000000000000000000 | STRING | \"100000000000000000000000000000000000000\"",
                "-0 | DOUBLE | -0.0",
                "0.0 | DOUBLE | 0.0",
                "-0.0 | DOUBLE | -0.0",
                "0e0 | DOUBLE | 0.0",
                "0e999999999999 | DOUBLE | 0.0",
                "1.0 | DOUBLE | 1.0",
                "1e5 | DOUBLE | 100000.0",
                "1E+5 | DOUBLE | 100000.0",
                "0.1 | DOUBLE | 0.1",
                "0.10 | DOUBLE | 0.1",
                "123456789.012345 | DOUBLE | 1.23456789012345E8",
                "0.100000000000000000000000 | DOUBLE | 0.1",
                "0.30000000000000004 | DOUBLE | 0.30000000000000004",
                "0.3000000000000000444 | DECIMAL | 0.3000000000000000444",
                "1.7976931348623157e308 | DOUBLE | 1.7976931348623157E308",
                "4.9e-324 | DOUBLE | 4.9E-324",
                "9007199254740993.0 | DECIMAL | 9007199254740993.0",
                "123456789012345678901234567890.12345678 | DECIMAL | 123456789012345678901234567890.12345678",
                "123456789012345678901234567890.123456789 | STRING | \"123456789012345678901234567890.123456789\"",
                "1234567890123456789.5e2 | DECIMAL | 123456789012345678950",
                "1e400 | STRING | \"1e400\"",
                "1e-400 | STRING | \"1e-400\"",
                "1e99999999999 | STRING | \"1e99999999999\"",
                "\"\" | STRING | \"\"",
                "\"a\" | STRING | \"a\"",
                "{} | STRUCT | {}",
                "[] | LIST | []",
            })
    void kindOf(String value, Kind kind, String expected) {
        Decoding decoding = JsonDecoding.of("{\"a\":" + value + "}");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text()).isEqualTo("{\"a\":" + expected + "}");
        assertThat(decoding.kinds("a")).containsExactly(kind);
    }

    /** The nearest decimal of 16 digits is another one, which stands for another double: 2 to the -44. */
    @Test
    void shortestDecimalOfAPowerOfTwoIsADouble() {
        Decoding decoding = JsonDecoding.of("{\"a\":5.684341886080802E-14}\n{\"a\":5.684341886080801487E-14}");
        assertThat(decoding.rows.get(0).get("a").doubleValue()).isEqualTo(0x1p-44);
        assertThat(decoding.kinds("a")).containsExactly(Kind.DOUBLE, Kind.DECIMAL);
    }

    @Test
    void nullMakesNoColumn() {
        Decoding decoding = JsonDecoding.of("{\"a\":null,\"b\":{\"c\":null},\"d\":[null,1,null]}");
        assertThat(decoding.text()).isEqualTo("{\"b\":{},\"d\":[null,1,null]}");
        assertThat(decoding.lastColumns).containsExactly("b", "d");
    }

    @Test
    void escapesAreDecoded() {
        assertThat(value("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00e9\\u20AC\\ud83d\\uDE00\"")
                        .textValue())
                .isEqualTo("\"\\/\b\f\n\r\t\0é€😀");
    }

    @Test
    void manyKindsInOneColumn() {
        Decoding decoding =
                JsonDecoding.of("{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":{\"b\":1}}\n{\"a\":[1]}\n{\"a\":1.5}\n{\"a\":true}");
        assertThat(decoding.rows).hasSize(6);
        assertThat(decoding.kinds("a"))
                .containsExactly(Kind.BOOLEAN, Kind.BIGINT, Kind.DOUBLE, Kind.STRING, Kind.STRUCT, Kind.LIST);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00Z, 0",
        "1969-12-31T23:59:59.999999Z, -1",
        "2026-01-31T12:30:00.5Z, 1769862600500000",
        "2026-01-31T12:30:00.123456000Z, 1769862600123456",
        "2026-01-31T12:30:00+02:00, 1769855400000000",
        "2026-01-31T12:30:00+0200, 1769855400000000",
        "2026-01-31T12:30:00-05, 1769880600000000",
        "2024-02-29T00:00:00Z, 1709164800000000",
        "0000-01-01T00:00:00Z, -62167219200000000",
        "9999-12-31T23:59:59.999999Z, 253402300799999999",
    })
    void instantsBecomeTimestamps(String text, long micros) {
        Decoding decoding = JsonDecoding.of(INFERRING, "{\"a\":\"" + text + "\"}");
        assertThat(decoding.text()).isEqualTo("{\"a\":{\"micros\":" + micros + "}}");
        assertThat(decoding.kinds("a")).containsExactly(Kind.TIMESTAMP);
        assertThat(JsonDecoding.of("{\"a\":\"" + text + "\"}").kinds("a")).containsExactly(Kind.STRING);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:30:00",
        "2026-01-31",
        "2026-02-29T12:30:00Z",
        "2100-02-29T12:30:00Z",
        "2026-13-01T12:30:00Z",
        "2026-00-01T12:30:00Z",
        "2026-01-00T12:30:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:30:60Z",
        "2026-01-31T12:30:00.1234567Z",
        "2026-01-31T12:30:00.Z",
        "2026-01-31T12:30:00.5",
        "2026-01-31T12:30:0Z",
        "2026-01-31T12:30:00Zx",
        "2026-01-31T12:30:00+19:00",
        "2026-01-31T12:30:00+2:00",
        "2026-01-31T12:30:00+02:60",
        "2026-01-31 12:30:00Z",
        "2026-1-31T12:30:00.00Z",
        "+026-01-31T12:30:00Z",
        "20a6-01-31T12:30:00Z",
        "2026-01-31T12:30:000Z",
    })
    void otherTextsStayTexts(String text) {
        Decoding decoding = JsonDecoding.of(INFERRING, "{\"a\":\"" + text + "\"}");
        assertThat(decoding.text()).isEqualTo("{\"a\":\"" + text + "\"}");
        assertThat(decoding.kinds("a")).containsExactly(Kind.STRING);
    }

    private static JsonNode value(String json) {
        return JsonDecoding.of("{\"a\":" + json + "}").rows.get(0).get("a");
    }
}
