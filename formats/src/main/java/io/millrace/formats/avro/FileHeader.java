package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before the blocks of a file.
 *
 * @param schema in JSON
 * @param syncAt where the {@link #SYNC_BYTES} bytes stand that end each block
 * @param end the position after the header
 */
record FileHeader(String schema, String codec, int syncAt, int end) {
    static final int SYNC_BYTES = 16;

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final FileHeader NONE = new FileHeader("", "null", 0, 0);

    /** Reads a header; the cursor tells whether it failed. */
    static FileHeader read(Cursor in) {
        int magic = in.take(MAGIC.length);
        if (!in.failed() && !Arrays.equals(in.bytes, magic, magic + MAGIC.length, MAGIC, 0, MAGIC.length)) {
            in.fail("Cannot read Avro file: it does not begin with Obj and 1");
        }
        String schema = "";
        String codec = "null";
        for (long entries = Blocks.next(in); entries > 0; entries = Blocks.next(in)) {
            for (long i = 0; i < entries && !in.failed(); i++) {
                String key = text(in);
                String value = text(in);
                if (key.equals("avro.schema")) {
                    schema = value;
                } else if (key.equals("avro.codec")) {
                    codec = value;
                }
            }
        }
        int sync = in.take(SYNC_BYTES);
        return in.failed() ? NONE : new FileHeader(schema, codec, sync, in.at);
    }

    private static String text(Cursor in) {
        int from = in.take(in.zigzag());
        return in.failed() ? "" : new String(in.bytes, from, in.at - from, StandardCharsets.UTF_8);
    }
}
