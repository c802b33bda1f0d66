package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final DecodeSettings RESERVING =
            new DecodeSettings(List.of(), Set.of("_offset", "_topic"), 100, 20, 10_000, 1000, 10_000, false);

    @Test
    void spellingsShareAColumn() {
        Decoding decoding = JsonDecoding.of("{\"userId\":1}\n{\"USERID\":2}\n{\"userid\":null}\n{\"userId\":3}");
        assertThat(decoding.text().lines()).containsExactly("{\"userId\":1}", "{\"userId\":2}", "{}", "{\"userId\":3}");
        assertThat(decoding.decoder.duplicateKeys()).isZero();
    }

    @Test
    void spellingsInOneRecordGetColumnsOfTheirOwn() {
        Decoding decoding =
                JsonDecoding.of("{\"a\":1}\n{\"A\":2,\"a\":3,\"x\":{\"B\":4,\"b\":5}}\n{\"a\":6}\n{\"A\":7}");
        assertThat(decoding.text().lines())
                .containsExactly("{\"a\":1}", "{\"a\":2,\"a_\":3,\"x\":{\"B\":4,\"B_\":5}}", "{\"a\":6}", "{\"a\":7}");
        assertThat(decoding.decoder.duplicateKeys()).isZero();
    }

    @Test
    void absentSpellingHoldsNoColumn() {
        Decoding decoding = JsonDecoding.of("{\"a\":null,\"A\":1}\n{\"A\":null,\"a\":2}\n{\"a\":3,\"A\":null}");
        assertThat(decoding.text().lines()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    }

    @Test
    void spellingMetAfterADuplicateNullKeepsItsValue() {
        Decoding decoding = JsonDecoding.of("{\"a\":0,\"a\":null,\"A\":1,\"a\":true}");
        assertThat(decoding.text()).isEqualTo("{\"a\":1,\"a_\":true}");
        assertThat(decoding.decoder.duplicateKeys()).isEqualTo(2);
    }

    @Test
    void takenNamesGetFurtherUnderscores() {
        Decoding decoding = JsonDecoding.of("{\"a_\":1,\"a\":2,\"A\":3}\n{\"a_\":4}\n{\"a\":5}");
        assertThat(decoding.text().lines()).containsExactly("{\"a_\":1,\"a\":2,\"a__\":3}", "{\"a_\":4}", "{\"a\":5}");
    }

    @Test
    void lastOfADuplicateKeyWins() {
        Decoding decoding = JsonDecoding.of(
                "{\"a\":{\"b\":[1,2,{\"c\":3}]},\"a\":\"x\"}\n{\"a\":[1],\"\\u0061\":2,\"a\":[3,4]}\n{\"a\":1,\"a\":null}");
        assertThat(decoding.text().lines()).containsExactly("{\"a\":\"x\"}", "{\"a\":[3,4]}", "{}");
        assertThat(decoding.decoder.duplicateKeys()).isEqualTo(4);
    }

    @Test
    void lastOfADuplicateKeyWinsInsideListsAndBesideOtherSpellings() {
        Decoding decoding = JsonDecoding.of("{\"l\":[{\"a\":1},{\"a\":2,\"a\":\"y\"},{\"a\":3}]}\n"
                + "{\"a\":1,\"A\":2,\"a\":3}\n{\"a\":null,\"A\":5,\"a\":1}\n{\"a\":1,\"A\":5,\"A\":null,\"A\":6}");
        assertThat(decoding.text().lines())
                .containsExactly(
                        "{\"l\":[{\"a\":1},{\"a\":\"y\"},{\"a\":3}]}",
                        "{\"a\":3,\"a_\":2}",
                        "{\"a\":5,\"a_\":1}",
                        "{\"a\":1,\"a_\":6}");
        assertThat(decoding.decoder.duplicateKeys()).isEqualTo(5);
    }

    @Test
    void rejectedRecordCountsNothing() {
        Decoding decoding = JsonDecoding.of("{\"a\":1,\"a\":2,x}\n{\"a\":1}");
        assertThat(decoding.rows).hasSize(1);
        assertThat(decoding.decoder.duplicateKeys()).isZero();
    }

    @Test
    void reservedNamesGetAnUnderscoreAtTheTopOnly() {
        Decoding decoding =
                JsonDecoding.of(RESERVING, "{\"_offset\":1,\"_Topic\":2,\"x\":{\"_offset\":3}}\n{\"_offset_\":4}");
        assertThat(decoding.text().lines())
                .containsExactly("{\"_offset_\":1,\"_Topic_\":2,\"x\":{\"_offset\":3}}", "{\"_offset__\":4}");
    }

    @Test
    void anyTextIsAName() {
        String record = "{\"\":1,\"a.b\":2,\"\\\"\\\\\\n\":3,\"schlüssel\":4,\"\\u20ac\":5,\" \":6,\"a\\u0000\":7}";
        Decoding decoding = JsonDecoding.of(record + record + record);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.lastColumns).containsExactly("_", "a.b", "\"\\\n", "schlüssel", "€", " ", "a\0");
        assertThat(decoding.rows).hasSize(3);
        assertThat(decoding.rows.get(2)).isEqualTo(decoding.rows.get(0));
        assertThat(decoding.rows.get(0).get("\"\\\n").intValue()).isEqualTo(3);
    }

    @Test
    void escapeThatLooksLikeAKnownNameIsAnotherName() {
        Decoding decoding = JsonDecoding.of("{\"a\\\\b\":1}\n{\"a\\b\":2}\n{\"a\\u005cb\":3}");
        assertThat(decoding.lastColumns).containsExactly("a\\b", "a\b");
        assertThat(decoding.rows.get(2).get("a\\b").intValue()).isEqualTo(3);
    }

    @Test
    void keysOfEveryLengthAreToldApart() {
        StringBuilder record = new StringBuilder("{");
        for (int length = 1; length <= 40; length++) {
            record.append(length == 1 ? "" : ",");
            record.append("\"").append("k".repeat(length - 1)).append("x\":").append(length);
            record.append(",\"").append("k".repeat(length / 2)).append("y");
            record.append("k".repeat(length - length / 2)).append("\":").append(-length);
        }
        record.append('}');
        String reversed = "{"
                + String.join(
                        ",", reverse(record.substring(1, record.length() - 1).split(","))) + "}";
        Decoding decoding = JsonDecoding.of(record + "\n" + record + reversed + record);
        assertThat(decoding.rows).hasSize(4).allMatch(row -> row.equals(decoding.rows.get(0)));
        assertThat(decoding.rows.get(0)).hasSize(80);
        assertThat(decoding.decoder.duplicateKeys()).isZero();
    }

    private static List<String> reverse(String[] parts) {
        List<String> reversed = new java.util.ArrayList<>(List.of(parts));
        java.util.Collections.reverse(reversed);
        return reversed;
    }
}
