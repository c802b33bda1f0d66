package io.millrace.formats.orc;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import io.millrace.formats.spool.Meter;
import io.millrace.spi.batch.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.orc.OrcProto;

/**
 * Makes the readers of a file's columns, which stand in its footer in the order of a walk over their tree. What is excluded
 * has none: its streams are not read.
 */
final class ColumnReaders {
    private static final String VALUE = "value";

    private final Tail tail;
    private final int maxDepth;
    private final Meter meter;
    private final IntConsumer overflowed;
    private int walked;

    ColumnReaders(Tail tail, int maxDepth, Meter meter, IntConsumer overflowed) {
        this.tail = tail;
        this.maxDepth = maxDepth;
        this.meter = meter;
        this.overflowed = overflowed;
    }

    /** The reader of rows; what is no struct becomes the field {@code value}. */
    ColumnReader rows(ObjectPlace root) throws IOException {
        root.begin();
        OrcProto.Type type = tail.footer().getTypes(0);
        ColumnReader reader;
        if (type.getKind() == OrcProto.Type.Kind.STRUCT) {
            walked = 1;
            reader = new NestedReaders.Fields(0, fields(0, type, root, 1));
        } else {
            reader = find(0, root.field(VALUE), 1).orElse(new NestedReaders.Fields(0, List.of()));
        }
        if (walked != tail.footer().getTypesCount()) {
            throw damaged();
        }
        return reader;
    }

    /** The next type of the walk, which must have this id. */
    private OrcProto.Type next(int id, int depth) throws IOException {
        if (id != walked || id >= tail.footer().getTypesCount()) {
            throw damaged();
        }
        if (depth > maxDepth) {
            throw new IOException("its schema is nested too deep");
        }
        walked++;
        OrcProto.Type type = tail.footer().getTypes(id);
        if (!type.hasKind()) {
            throw new IOException("column " + id + " has a type that is not known");
        }
        return type;
    }

    private static IOException damaged() {
        return new IOException("its schema is damaged");
    }

    private Optional<ColumnReader> find(int id, Place place, int depth) throws IOException {
        if (place.excluded()) {
            pass(id, depth);
            return Optional.empty();
        }
        OrcProto.Type type = next(id, depth);
        return switch (type.getKind()) {
            case STRUCT -> struct(id, type, place, depth);
            case LIST -> list(id, type, place, depth);
            case MAP -> map(id, type, place, depth);
            case UNION -> union(id, type, place, depth);
            default -> {
                if (type.getSubtypesCount() > 0) {
                    throw damaged();
                }
                yield Optional.of(scalar(id, type, place));
            }
        };
    }

    private void pass(int id, int depth) throws IOException {
        for (int child : next(id, depth).getSubtypesList()) {
            pass(child, depth + 1);
        }
    }

    private List<ColumnReader> fields(int id, OrcProto.Type struct, ObjectPlace object, int depth) throws IOException {
        if (struct.getFieldNamesCount() != struct.getSubtypesCount()) {
            throw new IOException("struct " + id + " has " + struct.getFieldNamesCount() + " names for "
                    + struct.getSubtypesCount() + " fields");
        }
        List<ColumnReader> fields = new ArrayList<>();
        for (int i = 0; i < struct.getSubtypesCount(); i++) {
            find(struct.getSubtypes(i), object.field(struct.getFieldNames(i)), depth + 1)
                    .ifPresent(fields::add);
        }
        return fields;
    }

    private Optional<ColumnReader> struct(int id, OrcProto.Type type, Place place, int depth) throws IOException {
        ObjectPlace object = place.struct();
        object.begin();
        List<ColumnReader> fields = fields(id, type, object, depth);
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new NestedReaders.Struct(id, place, fields, meter, overflowed));
    }

    private Optional<ColumnReader> list(int id, OrcProto.Type type, Place place, int depth) throws IOException {
        if (type.getSubtypesCount() != 1) {
            throw damaged();
        }
        return find(type.getSubtypes(0), place.element(), depth + 1)
                .map(element -> new NestedReaders.Items(id, place, element, meter));
    }

    private Optional<ColumnReader> map(int id, OrcProto.Type type, Place place, int depth) throws IOException {
        if (type.getSubtypesCount() != 2) {
            throw damaged();
        }
        Optional<ColumnReader> key = find(type.getSubtypes(0), place.key(), depth + 1);
        Optional<ColumnReader> value = find(type.getSubtypes(1), place.value(), depth + 1);
        return key.map(each -> new NestedReaders.Entries(id, place, each, value, meter));
    }

    private Optional<ColumnReader> union(int id, OrcProto.Type type, Place place, int depth) throws IOException {
        List<ColumnReader> branches = new ArrayList<>();
        for (int child : type.getSubtypesList()) {
            branches.add(find(child, place, depth + 1).orElse(new NestedReaders.Fields(child, List.of())));
        }
        return Optional.of(new NestedReaders.Union(id, branches));
    }

    private ColumnReader scalar(int id, OrcProto.Type type, Place place) {
        return switch (type.getKind()) {
            case BOOLEAN -> new ScalarReaders.Truth(id, place, meter);
            case BYTE -> new ScalarReaders.Small(id, place, meter);
            case SHORT, INT, LONG -> new ScalarReaders.Whole(id, place, meter);
            case FLOAT -> ScalarReaders.Floating.single(id, place, meter);
            case DOUBLE -> ScalarReaders.Floating.ofDouble(id, place, meter);
            case DATE -> new ScalarReaders.Date(id, place, meter, tail.julian());
            case DECIMAL -> new DecimalReader(id, place, meter, type.getScale());
            case TIMESTAMP -> new TimestampReader(id, place, meter, Kind.TIMESTAMP_NTZ, tail.julian());
            case TIMESTAMP_INSTANT -> new TimestampReader(id, place, meter, Kind.TIMESTAMP, tail.julian());
            case STRING, VARCHAR -> new TextReader(id, place, meter, TextReader.As.TEXT);
            case CHAR -> new TextReader(id, place, meter, TextReader.As.PADDED_TEXT);
            case BINARY, GEOMETRY, GEOGRAPHY -> new TextReader(id, place, meter, TextReader.As.BYTES);
            case LIST, MAP, STRUCT, UNION -> throw new IllegalStateException("not a scalar: " + type.getKind());
        };
    }
}
