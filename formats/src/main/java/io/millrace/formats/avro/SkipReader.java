package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import org.apache.avro.Schema;

/** Passes over values that are not wanted. */
final class SkipReader implements ValueReader {
    private final Schema schema;

    SkipReader(Schema schema) {
        this.schema = schema;
    }

    @Override
    public void read(Cursor in, int slot) {
        skip(schema, in);
    }

    private static void skip(Schema schema, Cursor in) {
        switch (schema.getType()) {
            case NULL -> {}
            case BOOLEAN -> in.take(1);
            case INT, LONG, ENUM -> in.varint();
            case FLOAT -> in.take(Float.BYTES);
            case DOUBLE -> in.take(Double.BYTES);
            case STRING, BYTES -> in.take(in.zigzag());
            case FIXED -> in.take(schema.getFixedSize());
            case UNION -> skipUnion(schema, in);
            case RECORD -> skipRecord(schema, in);
            case ARRAY -> skipItems(schema.getElementType(), in, 0);
            case MAP -> skipItems(schema.getValueType(), in, 1);
        }
    }

    private static void skipUnion(Schema schema, Cursor in) {
        long branch = in.zigzag();
        if (branch < 0 || branch >= schema.getTypes().size()) {
            in.fail("Cannot read record: a union has no branch " + branch);
        } else {
            skip(schema.getTypes().get((int) branch), in);
        }
    }

    private static void skipRecord(Schema schema, Cursor in) {
        if (in.enter()) {
            for (Schema.Field field : schema.getFields()) {
                if (in.failed()) {
                    return;
                }
                skip(field.schema(), in);
            }
            in.leave();
        }
    }

    private static void skipItems(Schema item, Cursor in, int keys) {
        if (!in.enter()) {
            return;
        }
        int empty = 0;
        for (long count = Blocks.next(in); count > 0; count = Blocks.next(in)) {
            for (long i = 0; i < count && !in.failed(); i++) {
                int from = in.at;
                if (keys > 0) {
                    in.take(in.zigzag());
                }
                skip(item, in);
                empty = Blocks.empty(in, from, empty);
            }
        }
        in.leave();
    }
}
