package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.Place;
import io.millrace.spi.error.ErrorCode;
import org.apache.avro.Schema;

/**
 * Makes readers for schemas. Fields of records are resolved when the first record comes, so that recursive types end; how
 * many nested places there may be is bounded, so that a hostile schema ends as well.
 */
final class Readers {
    private int roomForRecords;
    private int overflowed;

    /** @param mostRecords how many places of nested records there may be */
    Readers(int mostRecords) {
        roomForRecords = mostRecords;
    }

    /** How many fields found no room since the last call. */
    int takeOverflowed() {
        int count = overflowed;
        overflowed = 0;
        return count;
    }

    void overflowed(int fields) {
        overflowed += fields;
    }

    ValueReader reader(Schema schema, Place place) {
        if (place.excluded()) {
            return new SkipReader(schema);
        }
        return switch (schema.getType()) {
            case NULL -> (in, slot) -> {};
            case RECORD -> new RecordReader(schema, place, this);
            case ARRAY -> new ArrayReader(schema.getElementType(), place, this);
            case MAP -> new MapReader(schema.getValueType(), place, this);
            case UNION -> union(schema, place);
            default -> Scalars.reader(schema, place, this);
        };
    }

    private ValueReader union(Schema schema, Place place) {
        ValueReader[] branches =
                schema.getTypes().stream().map(branch -> reader(branch, place)).toArray(ValueReader[]::new);
        return (in, slot) -> {
            long branch = in.zigzag();
            if (branch < 0 || branch >= branches.length) {
                in.fail("Cannot read record: a union of " + branches.length + " has no branch " + branch);
            } else {
                branches[(int) branch].read(in, slot);
            }
        };
    }

    /** Takes room for the fields of one more nested record; a fault when there is none. */
    boolean takeRoom(Cursor in, Schema schema) {
        if (roomForRecords == 0) {
            in.fail(
                    ErrorCode.RECORD_TOO_DEEP,
                    "Cannot read record: it has too many places for nested records, one of them of "
                            + schema.getName());
            return false;
        }
        roomForRecords--;
        return true;
    }
}
