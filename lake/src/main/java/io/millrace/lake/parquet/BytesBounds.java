package io.millrace.lake.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;
import org.apache.parquet.format.Statistics;

/**
 * Bounds of byte strings: unsigned, byte by byte, or as signed numbers for decimals. Of a long value only the beginning is
 * kept, which is a bound below; for the bound above it is then raised.
 */
final class BytesBounds implements Bounds {
    private static final int KEPT = 128;

    private final Type type;
    private final boolean signed;
    private boolean found;
    private byte[] min = new byte[0];
    private byte[] max = new byte[0];
    private boolean minCut;
    private boolean maxCut;
    private long minKey;
    private long maxKey;

    BytesBounds(Type type) {
        this.type = type;
        this.signed = type.typeId() == TypeID.DECIMAL;
    }

    void add(byte[] bytes, int from, int to) {
        long key = key(bytes, from, to);
        if (found && key > minKey && key < maxKey) {
            return;
        }

        boolean cut = to - from > KEPT;
        add(bytes, from, cut ? from + KEPT : to, cut, key);
    }

    @Override
    public void merge(Bounds other) {
        BytesBounds that = (BytesBounds) other;
        if (that.found) {
            add(that.min, 0, that.min.length, that.minCut, that.minKey);
            add(that.max, 0, that.max.length, that.maxCut, that.maxKey);
        }
    }

    @Override
    public void clear() {
        found = false;
    }

    @Override
    public void describe(Statistics statistics) {
        Optional<byte[]> above = found ? above() : Optional.empty();
        if (above.isPresent()) {
            statistics.setMin_value(below());
            statistics.setMax_value(above.get());
            statistics.setIs_min_value_exact(!minCut);
            statistics.setIs_max_value_exact(!maxCut);
        }
    }

    @Override
    public Optional<Object> lower() {
        return found ? Optional.of(object(below())) : Optional.empty();
    }

    @Override
    public Optional<Object> upper() {
        return found ? above().map(this::object) : Optional.empty();
    }

    private void add(byte[] bytes, int from, int to, boolean cut, long key) {
        int below = found ? compare(bytes, from, to, min) : -1;
        if (below < 0) {
            min = Arrays.copyOfRange(bytes, from, to);
            minKey = key;
            minCut = cut;
        } else if (below == 0) {
            minCut &= cut;
        }

        int above = found ? compare(bytes, from, to, max) : 1;
        if (above > 0) {
            max = Arrays.copyOfRange(bytes, from, to);
            maxKey = key;
            maxCut = cut;
        } else if (above == 0) {
            maxCut |= cut;
        }
        found = true;
    }

    private int compare(byte[] bytes, int from, int to, byte[] bound) {
        if (signed && bytes[from] != bound[0]) {
            return Byte.compare(bytes[from], bound[0]);
        }
        return Arrays.compareUnsigned(bytes, from, to, bound, 0, bound.length);
    }

    /** The first eight bytes as a number in the order of the values, as far as they tell. */
    private long key(byte[] bytes, int from, int to) {
        long key;
        int length = to - from;
        if (from + Long.BYTES <= bytes.length) {
            key = (long) ByteSink.BIG_LONG.get(bytes, from);
            if (length < Long.BYTES) {
                key &= length == 0 ? 0 : -1L << (Long.SIZE - length * Byte.SIZE);
            }
        } else {
            key = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                key = (key << Byte.SIZE) | (i < length ? bytes[from + i] & 0xff : 0);
            }
        }
        return signed ? key : key ^ Long.MIN_VALUE;
    }

    private byte[] below() {
        return minCut && type.typeId() == TypeID.STRING ? Arrays.copyOf(min, wholeCharacters(min)) : min;
    }

    private Optional<byte[]> above() {
        if (!maxCut) {
            return Optional.of(max);
        }

        if (type.typeId() == TypeID.STRING) {
            String text = new String(max, 0, wholeCharacters(max), StandardCharsets.UTF_8);
            String raised = UnicodeUtil.truncateStringMax(text, text.codePointCount(0, text.length()) - 1);
            return Optional.ofNullable(raised).map(bound -> bound.getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(BinaryUtil.truncateBinaryMax(ByteBuffer.wrap(max), max.length - 1))
                .map(BytesBounds::array);
    }

    /** How many bytes are left when a character that was cut in two is taken away. */
    private static int wholeCharacters(byte[] text) {
        int end = text.length;
        int lead = end - 1;
        while (lead > 0 && (text[lead] & 0xc0) == 0x80) {
            lead--;
        }
        int first = text[lead] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        return lead + length <= end ? end : lead;
    }

    private Object object(byte[] bytes) {
        return switch (type.typeId()) {
            case STRING -> new String(bytes, StandardCharsets.UTF_8);
            case UUID -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                yield new UUID(buffer.getLong(), buffer.getLong());
            }
            case DECIMAL -> new BigDecimal(new BigInteger(bytes), ((Types.DecimalType) type).scale());
            default -> ByteBuffer.wrap(bytes);
        };
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
