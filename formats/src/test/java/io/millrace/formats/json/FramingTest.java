package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Rows;
import io.millrace.spi.decode.DecodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final String TWO = "{\"a\":1}\n{\"a\":2}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"a\":2}",
                "{\"a\":1}\r\n{\"a\":2}\r\n",
                "\n\n  {\"a\":1}\n\n\t\n{\"a\":2}\n\n",
                "{\"a\":1}{\"a\":2}",
                "{\"a\":1} {\"a\":2}",
                "{\n  \"a\" : 1\n}\n{\n  \"a\" :\n 2\n}\n",
                "[{\"a\":1},{\"a\":2}]",
                "[\n  {\"a\":1},\n  {\"a\":2}\n]\n",
                "[{\"a\":1}]\n[{\"a\":2}]",
                "[]{\"a\":1}[{\"a\":2}]",
                "\uFEFF{\"a\":1}\n{\"a\":2}",
                "\uFEFF[{\"a\":1}\n,{\"a\":2}]",
                "[{\"a\":1},{\"a\":2}",
            })
    void recordsInAnyFrame(String payload) {
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text()).isEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\r\n\t ", "[]", "[ ]\n", "\uFEFF"})
    void noRecords(String payload) {
        Decoding decoding = JsonDecoding.of(payload);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).isEmpty();
    }

    @Test
    void otherValuesLandInAColumnNamedValue() {
        Decoding decoding = JsonDecoding.of("1 \"x\"true\n2.5\nnull\n[[1,2],[],{\"value\":3}]\"a\"\"b\"7{\"value\":8}");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text().lines())
                .containsExactly(
                        "{\"value\":1}",
                        "{\"value\":\"x\"}",
                        "{\"value\":true}",
                        "{\"value\":2.5}",
                        "{}",
                        "{\"value\":[1,2]}",
                        "{\"value\":[]}",
                        "{\"value\":3}",
                        "{\"value\":\"a\"}",
                        "{\"value\":\"b\"}",
                        "{\"value\":7}",
                        "{\"value\":8}");
        assertThat(decoding.lastColumns).containsExactly("value");
    }

    @Test
    void rootArrayOfOnePayloadDoesNotReachIntoTheNext() {
        Decoding decoding = JsonDecoding.of("[{\"a\":1},", "[{\"a\":2}]");
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text()).isEqualTo(TWO);
    }

    @Test
    void fullBatchStopsAndGoesOnInsideARootArray() {
        DecodeSettings small = new DecodeSettings(List.of(), Set.of(), 10, 10, 1000, 2, 1000, false);
        Decoding decoding = JsonDecoding.of(small, "[{\"a\":1},{\"a\":2},{\"a\":3},[4],{\"a\":5}]");
        assertThat(decoding.batches).hasSize(3);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.text().lines())
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"value\":[4]}", "{\"a\":5}");
    }

    @Test
    void batchIsFullByBytes() {
        DecodeSettings small = new DecodeSettings(List.of(), Set.of(), 10, 10, 1000, 100, 20, false);
        Decoding decoding = JsonDecoding.with(small);
        byte[] payload = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n".getBytes(StandardCharsets.UTF_8);
        int consumed = decoding.decoder.decode(payload, 0, payload.length, true, (code, reason, b, from, to) -> {});
        assertThat(decoding.decoder.full()).isTrue();
        assertThat(decoding.decoder.rows()).isEqualTo(3);
        assertThat(consumed).isEqualTo(24);
        assertThat(decoding.decoder.decode(payload, consumed, payload.length, true, (code, reason, b, from, to) -> {}))
                .isZero();
        decoding.decoder.reset();
        assertThat(decoding.decoder.decode(payload, consumed, payload.length, true, (code, reason, b, from, to) -> {}))
                .isEqualTo(8);
        assertThat(Rows.of(decoding.decoder.batch())).hasToString("[{\"a\":4}]");
    }

    @Test
    void unfinishedRecordIsLeft() {
        Decoding decoding = JsonDecoding.with(DecodeSettings.DEFAULT);
        byte[] payload = "{\"a\":1}\n{\"a\":2".getBytes(StandardCharsets.UTF_8);
        assertThat(decoding.decoder.decode(payload, 0, payload.length, false, (code, reason, b, from, to) -> {}))
                .isEqualTo(8);
        assertThat(decoding.decoder.rows()).isEqualTo(1);
    }

    @Test
    void numberAtTheEndOfAChunkMayGoOn() {
        Decoding decoding = JsonDecoding.with(DecodeSettings.DEFAULT);
        decoding.payload("12 345".getBytes(StandardCharsets.UTF_8), at -> at == 0 ? 5 : 6);
        assertThat(decoding.take().text().lines()).containsExactly("{\"value\":12}", "{\"value\":345}");
    }

    @Test
    void columnsStayFromBatchToBatch() {
        Decoding decoding = JsonDecoding.with(DecodeSettings.DEFAULT);
        decoding.payload("{\"a\":1,\"b\":{\"c\":[1]}}".getBytes(StandardCharsets.UTF_8))
                .take();
        decoding.payload("{\"b\":{\"c\":[2,3]},\"d\":4}".getBytes(StandardCharsets.UTF_8))
                .take();
        assertThat(decoding.text().lines())
                .containsExactly("{\"a\":1,\"b\":{\"c\":[1]}}", "{\"b\":{\"c\":[2,3]},\"d\":4}");
        assertThat(decoding.lastColumns).containsExactly("a", "b", "d");
        assertThat(decoding.kinds("a")).isEmpty();
    }
}
