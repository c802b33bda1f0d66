package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static DecodeSettings excluding(String... globs) {
        return new DecodeSettings(List.of(globs), Set.of(), 100, 20, 10_000, 1000, 10_000, false);
    }

    private static DecodeSettings columns(int max) {
        return new DecodeSettings(List.of(), Set.of(), max, 20, 10 << 20, 1000, 10 << 20, false);
    }

    private static DecodeSettings bytes(int max) {
        return new DecodeSettings(List.of(), Set.of(), 100, 20, max, 1000, 10_000, false);
    }

    @Test
    void excludedFieldsAreSkipped() {
        Decoding decoding = JsonDecoding.of(
                excluding("pii_*", "customer.E-mail", "items.sk?", "*.secret", "gone"),
                "{\"PII_name\":{\"x\":[1]},\"a\":1,\"customer\":{\"e-MAIL\":\"x\",\"n\":2},"
                        + "\"items\":[{\"sku\":1,\"q\":2},{\"sku\":3}],\"d\":{\"e\":{\"secret\":1}},\"gone\":{\"b\":1},"
                        + "\"pii_2\":null,\"pii\":3}");
        assertThat(decoding.text())
                .isEqualTo("{\"a\":1,\"customer\":{\"n\":2},\"items\":[{\"q\":2},{}],\"d\":{\"e\":{}},\"pii\":3}");
        assertThat(decoding.lastColumns).containsExactly("a", "customer", "items", "d", "pii");
    }

    @Test
    void excludedFieldsAreValidated() {
        Decoding decoding =
                JsonDecoding.of(excluding("x"), "{\"x\":[1,]}\n{\"x\":\"\\q\"}\n{\"x\":01}\n{\"x\":1,\"a\":2}");
        assertThat(decoding.rejects).hasSize(3);
        assertThat(decoding.text()).isEqualTo("{\"a\":2}");
    }

    @Test
    void fieldsBeyondTheLimitOverflowAsJson() throws JsonProcessingException {
        Decoding decoding = JsonDecoding.of(
                columns(3),
                "{\"a\":1,\"b\":{\"c\":2,\"d\":3,\"e\":4.50,\"f\\\"\":null},\"g\":[1, {\"h\":\"\\u00e9\"}],\"i\":null,\"a\":7}\n"
                        + "{\"g\":1,\"g\":2,\"z\\u0041\":3,\"y\":4,\"y\":null}\n{\"a\":5}");
        assertThat(decoding.lastColumns).containsExactly("a", "b", "_other");
        JsonNode first = decoding.rows.get(0);
        assertThat(MAPPER.readTree(first.get("_other").textValue()))
                .isEqualTo(MAPPER.readTree("{\"g\":[1,{\"h\":\"é\"}]}"));
        assertThat(first.get("b").toString()).isEqualTo("{\"c\":2,\"d\":3,\"_other\":\"{\\\"e\\\":4.50}\"}");
        assertThat(first.get("a").intValue()).isEqualTo(7);
        assertThat(decoding.rows.get(1)).hasToString("{\"_other\":\"{\\\"g\\\":2,\\\"zA\\\":3}\"}");
        assertThat(decoding.rows.get(2)).hasToString("{\"a\":5}");
        assertThat(decoding.decoder.overflowedFields()).isEqualTo(4);
        assertThat(decoding.decoder.duplicateKeys()).isEqualTo(3);
    }

    @Test
    void containersDoNotCountBesideTheirLeaves() {
        Decoding decoding = JsonDecoding.of(columns(2), "{\"a\":{\"b\":[{\"c\":{\"d\":1}}]},\"e\":[[2]],\"f\":3}");
        assertThat(decoding.text())
                .isEqualTo("{\"a\":{\"b\":[{\"c\":{\"d\":1}}]},\"e\":[[2]],\"_other\":\"{\\\"f\\\":3}\"}");
    }

    @Test
    void otherSpellingOfAKnownFieldNeedsNoRoom() {
        Decoding decoding = JsonDecoding.of(columns(1), "{\"userId\":1}\n{\"USERID\":2}\n{\"userid\":3,\"userId\":4}");
        assertThat(decoding.text().lines())
                .containsExactly(
                        "{\"userId\":1}", "{\"userId\":2}", "{\"userId\":3,\"_other\":\"{\\\"userId\\\":4}\"}");
    }

    @Test
    void hundredThousandKeysStayBounded() throws JsonProcessingException {
        StringBuilder record = new StringBuilder("{\"first\":1");
        for (int i = 0; i < 100_000; i++) {
            record.append(",\"key").append(i).append("\":").append(i % 3 == 0 ? "{\"x\":" + i + "}" : "" + i);
        }
        Decoding decoding = JsonDecoding.of(columns(50), record + "}\n{\"first\":2}\n" + record + "}");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.lastColumns).hasSize(51);
        assertThat(decoding.decoder.overflowedFields()).isEqualTo(2 * (100_000 - 49));
        JsonNode other = MAPPER.readTree(decoding.rows.get(2).get("_other").textValue());
        assertThat(other).hasSize(100_000 - 49);
        assertThat(other.get("key99999").get("x").intValue()).isEqualTo(99_999);
    }

    @Test
    void nullsAndExcludedFieldsNeverOverflow() {
        StringBuilder record = new StringBuilder("{\"first\":1");
        for (int i = 0; i < 5_000; i++) {
            record.append(",\"n")
                    .append(i)
                    .append("\":null,\"pii_")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        DecodeSettings settings =
                new DecodeSettings(List.of("pii_*"), Set.of(), 50, 20, 10 << 20, 1000, 10 << 20, false);
        Decoding decoding = JsonDecoding.of(settings, record + "}" + record + "}");
        assertThat(decoding.text().lines()).containsExactly("{\"first\":1}", "{\"first\":1}");
        assertThat(decoding.decoder.overflowedFields()).isZero();
    }

    @Test
    void rejectedRecordMakesNoColumn() {
        Decoding decoding =
                JsonDecoding.of("{\"a\":1,\"b\":{\"c\":2},\"d\":[}\n{\"a\":\"x\",\"l\":[{\"m\":1}],}\n{\"z\":1}");
        assertThat(decoding.rejects).hasSize(2);
        assertThat(decoding.lastColumns).containsExactly("z");
    }

    @Test
    void deepRecordsAreRejectedWhole() {
        Decoding decoding = JsonDecoding.of(
                columns(10),
                "{\"a\":" + "[".repeat(19) + "]".repeat(19) + "}{\"a\":" + "[".repeat(20) + "]".repeat(20)
                        + "}{\"b\":1}" + "{\"c\":" + "[".repeat(500_000) + "\n{\"b\":2}");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::code)
                .containsExactly(ErrorCode.RECORD_TOO_DEEP, ErrorCode.RECORD_TOO_DEEP);
        assertThat(decoding.rejects.get(0).reason())
                .isEqualTo(
                        "expected less nesting, found level 21 at byte 24 in a[0][0][0][0][0][0][0][0][0][0][0][0][0]"
                                + "[0][0][0][0][0][0]");
        assertThat(decoding.rejects.get(0).text()).hasSize(46);
        assertThat(decoding.rows).hasSize(3);
        assertThat(decoding.rows.get(2)).hasToString("{\"b\":2}");
    }

    @Test
    void largeRecordIsCutAndPassedOver() {
        String payload = "{\"a\":1}\n{\"a\":\"" + "x".repeat(100) + "\"}\n{\"a\":2}\n";
        for (int chunk : new int[] {1, 7, 30, 1000}) {
            Decoding decoding = JsonDecoding.with(bytes(50));
            decoding.payload(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8), at -> at + chunk)
                    .take();
            assertThat(decoding.text().lines()).containsExactly("{\"a\":1}", "{\"a\":2}");
            assertThat(decoding.rejects).hasSize(1);
            assertThat(decoding.rejects.get(0).code()).isEqualTo(ErrorCode.RECORD_TOO_LARGE);
            assertThat(decoding.rejects.get(0).text()).isEqualTo("{\"a\":\"" + "x".repeat(44));
            assertThat(decoding.rejects.get(0).reason())
                    .isEqualTo("expected at most 50 bytes, found more; only the first 50 are kept");
        }
    }

    @Test
    void largeRecordInARootArrayMayEndIt() {
        Decoding decoding = JsonDecoding.of(bytes(50), "[{\"a\":\"" + "x".repeat(100) + "\"}]\n[{\"a\":2}]\n[[3]]");
        assertThat(decoding.text().lines()).containsExactly("{\"a\":2}", "{\"value\":[3]}");
        assertThat(decoding.rejects).hasSize(1);
    }
}
