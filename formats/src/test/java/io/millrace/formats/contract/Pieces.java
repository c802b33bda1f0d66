package io.millrace.formats.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.PayloadBytes;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.option.Options;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/** Cuts payloads and decodes the pieces, each as another task would. */
public record Pieces(Format format, Options options, DecodeSettings settings) {
    /** Cuts a payload at each place by itself, and at random places together; returns how many different cuts there were. */
    public int requireSame(byte[] payload, SplittableRandom random) {
        Decoding whole = decode(payload);
        Set<List<Long>> places = new LinkedHashSet<>();
        for (int i = 0; i <= payload.length; i++) {
            requireSame(payload, whole, new long[] {i}, places);
        }
        for (int i = 0; i < 20; i++) {
            long[] wanted = random.longs(1 + random.nextInt(8), 0, payload.length + 1L)
                    .sorted()
                    .toArray();
            requireSame(payload, whole, wanted, places);
        }
        return places.size();
    }

    private void requireSame(byte[] payload, Decoding whole, long[] wanted, Set<List<Long>> places) {
        List<Piece> pieces = cut(payload, wanted);
        if (pieces.isEmpty() || !places.add(pieces.stream().map(Piece::from).toList())) {
            return;
        }
        assertThat(cut(payload, wanted)).as("cut again").isEqualTo(pieces);
        Decoding apart = decode(payload, pieces);
        assertThat(folded(apart.rows)).as("rows of %s", pieces).isEqualTo(folded(whole.rows));
        assertThat(apart.rejects).as("rejects of %s", pieces).isEqualTo(whole.rejects);
    }

    /** The first spelling that a decoder meets names a column; the table tells no spellings apart. */
    private static List<JsonNode> folded(List<JsonNode> rows) {
        return rows.stream().map(Pieces::folded).toList();
    }

    private static JsonNode folded(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.properties()
                .forEach(field -> object.set(field.getKey().toLowerCase(Locale.ROOT), folded(field.getValue())));
        return object;
    }

    public Decoding decode(byte[] payload) {
        return new Decoding(format.open(options, settings)).payload(payload).take();
    }

    /** All rows and rejects of the pieces in their order. */
    public Decoding decode(byte[] payload, List<Piece> pieces) {
        Decoding all = new Decoding(format.open(options, settings));
        for (Piece piece : pieces) {
            Decoding one = new Decoding(format.open(options, settings));
            one.payload(bytes(payload, piece)).take();
            all.rows.addAll(one.rows);
            all.rejects.addAll(one.rejects);
        }
        return all;
    }

    public List<Piece> cut(byte[] payload, long... wanted) {
        try {
            List<Piece> pieces = format.splitting(options, settings).cut(inMemory(payload), wanted);
            requireOrder(pieces, payload.length);
            return pieces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOrder(List<Piece> pieces, long length) {
        assertThat(pieces.size()).isNotEqualTo(1);
        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).from())
                    .isGreaterThanOrEqualTo(pieces.get(i - 1).to());
            assertThat(pieces.get(i).firstRow()).isGreaterThan(pieces.get(i - 1).firstRow());
        }
        if (!pieces.isEmpty()) {
            assertThat(pieces.get(pieces.size() - 1).to()).isLessThanOrEqualTo(length);
        }
    }

    private static byte[] bytes(byte[] payload, Piece piece) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(piece.head());
        parts.add(Arrays.copyOfRange(payload, (int) piece.from(), (int) piece.to()));
        parts.add(piece.tail());
        return DecoderContract.join(parts.toArray(byte[][]::new));
    }

    private static PayloadBytes inMemory(byte[] bytes) {
        return new PayloadBytes() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void read(long position, byte[] into, int at, int count) throws IOException {
                if (position < 0 || position + count > bytes.length) {
                    throw new EOFException(position + " + " + count);
                }
                System.arraycopy(bytes, (int) position, into, at, count);
            }
        };
    }
}
