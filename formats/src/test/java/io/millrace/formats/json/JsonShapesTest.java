package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Written;
import io.millrace.spi.decode.DecodeSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapesTest {
    private static Decoding decoding(JsonFormat format, Object... options) {
        return new Decoding(format.open(Written.of(format.options(), options), DecodeSettings.DEFAULT));
    }

    @Test
    void rootArrayIsOneRecordWhenAsked() {
        Decoding decoding = decoding(new JsonFormat(), "SPLIT_ROOT_ARRAY", false)
                .payload("[{\"a\":1},{\"a\":2}]\n{\"a\":3}\n[]\n[x]\n{\"a\":4}")
                .take();
        assertThat(decoding.text())
                .isEqualTo("{\"value\":[{\"a\":1},{\"a\":2}]}\n{\"a\":3}\n{\"value\":[]}\n{\"a\":4}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::text).containsExactly("[x]");
    }

    @Test
    void textIsKeptWhenAsked() {
        Decoding decoding = decoding(new JsonFormat(), "STORE_JSON_AS_STRING", true)
                .payload("[{\"a\": 1},\n {\"_json\":\"mine\"}, {\"a\":x},\n{\"b\":5}]")
                .take();
        assertThat(decoding.rows).hasSize(3);
        assertThat(decoding.rows)
                .extracting(row -> row.get("_json").textValue())
                .containsExactly("{\"a\": 1}", "{\"_json\":\"mine\"}", "{\"b\":5}");
        assertThat(decoding.rows.get(1).get("_json_").textValue()).isEqualTo("mine");
        assertThat(decoding.rejects).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Records\":[{\"a\":1},{\"a\":2}]}",
                "\uFEFF\n{ \"Records\" : [\n{\"a\":1},\n{\"a\":2}\n]\n}\n",
                "{\"Records\":[{\"a\":1}]}\n{\"a\":2}",
            })
    void recordsOfCloudTrailAreInAnObject(String payload) {
        for (int cut = 1; cut < payload.length(); cut++) {
            int end = cut;
            Decoding decoding = decoding(JsonFormat.cloudTrail());
            byte[] bytes = payload.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            decoding.payload(bytes, at -> at < end ? end : 1 << 20)
                    .payload(payload)
                    .take();
            assertThat(decoding.rejects).isEmpty();
            assertThat(decoding.text()).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"a\":1}\n{\"a\":2}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Records\":", "{\"Rec\":1}", "{", "{\"Records\":{\"a\":1}}"})
    void otherObjectsAreRecordsOrRejects(String payload) {
        Decoding decoding = decoding(JsonFormat.cloudTrail()).payload(payload).take();
        assertThat(decoding.rows.size() + decoding.rejects.size()).isEqualTo(1);
    }
}
