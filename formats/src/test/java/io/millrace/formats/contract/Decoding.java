package io.millrace.formats.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Decodes payloads to the end, taking a batch whenever it is full, and keeps all that comes out. */
public final class Decoding {
    public final Decoder decoder;
    public final List<JsonNode> rows = new ArrayList<>();
    public final List<Reject> rejects = new ArrayList<>();
    /** The rows of each batch taken. */
    public final List<Integer> batches = new ArrayList<>();

    public List<String> lastColumns = List.of();
    public List<List<Kind>> lastKinds = List.of();

    /** @param text the bytes of the record, each as one character */
    public record Reject(ErrorCode code, String reason, String text) {}

    public Decoding(Decoder decoder) {
        this.decoder = decoder;
    }

    public Decoding payload(String payload) {
        return payload(payload.getBytes(StandardCharsets.UTF_8));
    }

    public Decoding payload(byte[] payload) {
        return payload(payload, at -> payload.length);
    }

    /** Feeds a payload in chunks; {@code next} gives the end of the chunk that follows one ending at its argument. */
    public Decoding payload(byte[] payload, IntUnaryOperator next) {
        int from = 0;
        int to = 0;
        while (true) {
            int end = to;
            to = Math.min(payload.length, Math.max(end + 1, next.applyAsInt(end)));
            boolean complete = to == payload.length;
            from += chunk(payload, from, to, complete);
            if (complete) {
                return requireConsumed(payload, from);
            }
        }
    }

    /** Feeds a payload whose last chunk is known to be the last only after all its bytes were offered. */
    public Decoding payloadEndingLate(byte[] payload) {
        int used = chunk(payload, 0, payload.length, false);
        return requireConsumed(payload, used + chunk(payload, used, payload.length, true));
    }

    private Decoding requireConsumed(byte[] payload, int consumed) {
        if (consumed != payload.length) {
            throw new AssertionError("left " + (payload.length - consumed) + " bytes of a whole payload");
        }
        return this;
    }

    private int chunk(byte[] payload, int from, int to, boolean complete) {
        // a copy that ends with the chunk, so that nothing beyond it can be read
        byte[] chunk = Arrays.copyOfRange(payload, from, to);
        int at = 0;
        while (true) {
            int used = decoder.decode(chunk, at, chunk.length, complete, this::reject);
            if (used < 0 || used > chunk.length - at) {
                throw new AssertionError("consumed " + used + " of " + (chunk.length - at) + " bytes");
            }
            at += used;
            if (!decoder.full()) {
                return at;
            }
            take();
        }
    }

    private void reject(ErrorCode code, String reason, byte[] bytes, int from, int to) {
        rejects.add(new Reject(code, reason, new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    /** Moves what is in the batch to {@link #rows}. */
    public Decoding take() {
        Batch batch = decoder.batch();
        Soundness.require(batch);
        rows.addAll(Rows.of(batch));
        batches.add(batch.rows());
        lastColumns = batch.columns().stream().map(Column::name).toList();
        lastKinds = batch.columns().stream().map(Column::kinds).toList();
        decoder.reset();
        return this;
    }

    /** The kinds of a top-level column in the last batch taken. */
    public List<Kind> kinds(String name) {
        return Optional.of(lastColumns.indexOf(name))
                .filter(index -> index >= 0)
                .map(lastKinds::get)
                .orElse(List.of());
    }

    /** All rows, one a line. */
    public String text() {
        return String.join("\n", rows.stream().map(JsonNode::toString).toList());
    }
}
