package io.millrace.kernel.arrow;

import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.math.BigDecimal;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.types.pojo.Field;

/** Copies columns into Arrow vectors. */
final class ColumnWriter {
    private final BufferAllocator allocator;

    ColumnWriter(BufferAllocator allocator) {
        this.allocator = allocator;
    }

    /** A new vector of {@code count} places that holds the values of one kind of a column. */
    FieldVector write(Field field, Column column, Kind kind, int count) {
        FieldVector out = field.createVector(allocator);
        fill(out, column.find(kind).orElseThrow(), kind, count);
        return out;
    }

    private void fill(FieldVector out, Vector values, Kind kind, int count) {
        switch (kind) {
            case BOOLEAN -> booleans((org.apache.arrow.vector.BitVector) out, (BooleanVector) values, count);
            case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NTZ ->
                longs((BaseFixedWidthVector) out, (LongVector) values, count);
            case DATE -> dates((BaseFixedWidthVector) out, (LongVector) values, count);
            case DOUBLE -> doubles((BaseFixedWidthVector) out, (DoubleVector) values, count);
            case DECIMAL -> decimals((org.apache.arrow.vector.DecimalVector) out, (DecimalVector) values, count);
            case STRING, BINARY -> bytes((BaseVariableWidthVector) out, (BytesVector) values, count);
            case UUID -> uuids((BaseFixedWidthVector) out, (BytesVector) values, count);
            case STRUCT -> structs((org.apache.arrow.vector.complex.StructVector) out, (StructVector) values, count);
            case LIST -> lists((org.apache.arrow.vector.complex.ListVector) out, (ListVector) values, count);
            case MAP -> maps((org.apache.arrow.vector.complex.MapVector) out, (MapVector) values, count);
        }
    }

    private static void booleans(org.apache.arrow.vector.BitVector out, BooleanVector values, int count) {
        allocate(out, values, count);
        for (int i = 0; i < values.size(); i++) {
            if (values.values()[i]) {
                BitVectorHelper.setBit(out.getDataBuffer(), values.slots()[i]);
            }
        }
    }

    private static void longs(BaseFixedWidthVector out, LongVector values, int count) {
        allocate(out, values, count);
        ArrowBuf data = out.getDataBuffer();
        for (int i = 0; i < values.size(); i++) {
            data.setLong((long) values.slots()[i] * Long.BYTES, values.values()[i]);
        }
    }

    private static void dates(BaseFixedWidthVector out, LongVector values, int count) {
        allocate(out, values, count);
        ArrowBuf data = out.getDataBuffer();
        for (int i = 0; i < values.size(); i++) {
            data.setInt((long) values.slots()[i] * Integer.BYTES, (int) values.values()[i]);
        }
    }

    private static void doubles(BaseFixedWidthVector out, DoubleVector values, int count) {
        allocate(out, values, count);
        ArrowBuf data = out.getDataBuffer();
        for (int i = 0; i < values.size(); i++) {
            data.setDouble((long) values.slots()[i] * Double.BYTES, values.values()[i]);
        }
    }

    private static void decimals(org.apache.arrow.vector.DecimalVector out, DecimalVector values, int count) {
        allocate(out, values, count);
        int scale = out.getScale();
        for (int i = 0; i < values.size(); i++) {
            int slot = values.slots()[i];
            if (values.scales()[i] == scale) {
                out.getDataBuffer().setLong(slot * 16L, values.low()[i]);
                out.getDataBuffer().setLong(slot * 16L + 8, values.high()[i]);
            } else {
                BigDecimal scaled = values.decimal(i).setScale(scale);
                out.set(slot, scaled);
            }
        }
    }

    private static void uuids(BaseFixedWidthVector out, BytesVector values, int count) {
        allocate(out, values, count);
        for (int i = 0; i < values.size(); i++) {
            out.getDataBuffer().setBytes(values.slots()[i] * 16L, values.bytes(), values.start(i), 16L);
        }
    }

    private static void bytes(BaseVariableWidthVector out, BytesVector values, int count) {
        out.allocateNew(values.byteSize(), Math.max(count, 1));
        markPresent(out.getValidityBuffer(), values);
        out.getDataBuffer().setBytes(0, values.bytes(), 0, values.byteSize());
        offsets(out.getOffsetBuffer(), values, values.ends(), count);
        out.setLastSet(count - 1);
        out.setValueCount(count);
    }

    private void structs(org.apache.arrow.vector.complex.StructVector out, StructVector values, int count) {
        out.setInitialCapacity(Math.max(count, 1));
        out.allocateNew();
        markPresent(out.getValidityBuffer(), values);
        List<FieldVector> children = out.getChildrenFromFields();
        for (int i = 0; i < children.size(); i++) {
            child(children.get(i), values.fields().get(i), count);
        }
        out.setValueCount(count);
    }

    private void lists(org.apache.arrow.vector.complex.ListVector out, ListVector values, int count) {
        out.setInitialCapacity(Math.max(count, 1));
        out.allocateNew();
        markPresent(out.getValidityBuffer(), values);
        offsets(out.getOffsetBuffer(), values, values.ends(), count);
        child(out.getDataVector(), values.element(), values.elements());
        out.setLastSet(count - 1);
        out.setValueCount(count);
    }

    private void maps(org.apache.arrow.vector.complex.MapVector out, MapVector values, int count) {
        out.setInitialCapacity(Math.max(count, 1));
        out.allocateNew();
        markPresent(out.getValidityBuffer(), values);
        offsets(out.getOffsetBuffer(), values, values.ends(), count);
        org.apache.arrow.vector.complex.StructVector entries =
                (org.apache.arrow.vector.complex.StructVector) out.getDataVector();
        entries.setInitialCapacity(Math.max(values.entries(), 1));
        entries.allocateNew();
        for (int i = 0; i < values.entries(); i++) {
            BitVectorHelper.setBit(entries.getValidityBuffer(), i);
        }
        child(entries.getChildrenFromFields().get(0), values.key(), values.entries());
        child(entries.getChildrenFromFields().get(1), values.value(), values.entries());
        entries.setValueCount(values.entries());
        out.setLastSet(count - 1);
        out.setValueCount(count);
    }

    private void child(FieldVector out, Column column, int count) {
        Column exposed = Exposed.column(column, count);
        List<Kind> kinds = exposed.kinds();
        if (kinds.isEmpty() || out instanceof NullVector) {
            out.setValueCount(count);
            return;
        }
        fill(out, exposed.find(kinds.get(0)).orElseThrow(), kinds.get(0), count);
    }

    private static void allocate(BaseFixedWidthVector out, Vector values, int count) {
        out.allocateNew(Math.max(count, 1));
        out.zeroVector();
        markPresent(out.getValidityBuffer(), values);
        out.setValueCount(count);
    }

    private static void markPresent(ArrowBuf validity, Vector values) {
        int[] slots = values.slots();
        for (int i = 0; i < values.size(); i++) {
            BitVectorHelper.setBit(validity, slots[i]);
        }
    }

    /** A slot without a value ends where the value before it ends. */
    private static void offsets(ArrowBuf offsets, Vector values, int[] ends, int count) {
        int next = 0;
        int end = 0;
        offsets.setInt(0, 0);
        for (int slot = 0; slot < count; slot++) {
            if (next < values.size() && values.slots()[next] == slot) {
                end = ends[next++];
            }
            offsets.setInt((slot + 1L) * Integer.BYTES, end);
        }
    }
}
