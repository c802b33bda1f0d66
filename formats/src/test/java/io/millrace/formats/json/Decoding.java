package io.millrace.formats.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Decodes payloads to the end, taking a batch whenever it is full, and keeps all that comes out. */
final class Decoding {
    final JsonDecoder decoder;
    final List<JsonNode> rows = new ArrayList<>();
    final List<Reject> rejects = new ArrayList<>();
    int batches;

    record Reject(ErrorCode code, String reason, String text) {}

    Decoding(DecodeSettings settings) {
        decoder = new JsonDecoder(settings);
    }

    static Decoding of(String... payloads) {
        return of(DecodeSettings.DEFAULT, payloads);
    }

    static Decoding of(DecodeSettings settings, String... payloads) {
        Decoding decoding = new Decoding(settings);
        for (String payload : payloads) {
            decoding.payload(payload.getBytes(StandardCharsets.UTF_8));
        }
        return decoding.take();
    }

    static Decoding of(byte[] payload) {
        return new Decoding(DecodeSettings.DEFAULT).payload(payload).take();
    }

    Decoding payload(byte[] payload) {
        return payload(payload, at -> payload.length);
    }

    /** Feeds a payload in chunks; {@code next} gives the end of the chunk that follows one ending at its argument. */
    Decoding payload(byte[] payload, IntUnaryOperator next) {
        int from = 0;
        int to = 0;
        while (true) {
            int end = to;
            to = Math.min(payload.length, Math.max(end + 1, next.applyAsInt(end)));
            // a copy that ends with the chunk, so that nothing beyond it can be read
            byte[] chunk = Arrays.copyOfRange(payload, from, to);
            int at = 0;
            boolean complete = to == payload.length;
            while (true) {
                at += decoder.decode(chunk, at, chunk.length, complete, this::reject);
                if (!decoder.full()) {
                    break;
                }
                take();
            }
            from += at;
            if (complete) {
                if (from != payload.length) {
                    throw new AssertionError("left " + (payload.length - from) + " bytes of a whole payload");
                }
                return this;
            }
        }
    }

    private void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
        rejects.add(new Reject(code, reason, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    /** Moves what is in the batch to {@link #rows}. */
    Decoding take() {
        rows.addAll(Rows.of(decoder.batch()));
        batches++;
        lastColumns = columnNames(decoder.batch());
        lastKinds = decoder.batch().columns().stream().map(Column::kinds).toList();
        decoder.reset();
        return this;
    }

    List<String> lastColumns = List.of();
    List<List<Kind>> lastKinds = List.of();

    private static List<String> columnNames(Batch batch) {
        return batch.columns().stream().map(Column::name).toList();
    }

    /** The kinds of a top-level column in the last batch taken. */
    List<Kind> kinds(String name) {
        return Optional.of(lastColumns.indexOf(name))
                .filter(index -> index >= 0)
                .map(lastKinds::get)
                .orElse(List.of());
    }

    /** All rows, one a line. */
    String text() {
        return String.join("\n", rows.stream().map(JsonNode::toString).toList());
    }
}
