package io.millrace.formats.parquet;

import java.io.IOException;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The values of a page, in turn. */
interface PageValues {
    /** Reads the next {@code count} values to the beginning of a window, which has room for them. */
    void read(Window into, int count) throws IOException;

    /** Whether values are bytes and no numbers. */
    static boolean areBytes(PrimitiveType type) {
        PrimitiveTypeName name = type.getPrimitiveTypeName();
        return name == PrimitiveTypeName.BINARY
                || name == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                || name == PrimitiveTypeName.INT96;
    }
}
