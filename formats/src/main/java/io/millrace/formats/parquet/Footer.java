package io.millrace.formats.parquet;

import io.millrace.spi.decode.PayloadBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** What stands at the end of a file. */
final class Footer {
    private static final int TAIL_BYTES = 8;
    private static final int LARGEST = 256 << 20;

    private Footer() {}

    /** Says that a file has no footer that can be read. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        private Damaged(String reason) {
            super(reason);
        }

        private Damaged(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * @throws Damaged when the file has none, or a damaged one
     * @throws IOException when it cannot be read
     */
    static FileMetaData read(PayloadBytes file) throws IOException {
        byte[] tail = new byte[TAIL_BYTES];
        if (file.length() < TAIL_BYTES + Integer.BYTES) {
            throw new Damaged("it has " + file.length() + " bytes, fewer than any Parquet file");
        }
        file.read(file.length() - TAIL_BYTES, tail, 0, TAIL_BYTES);
        String magic = new String(tail, Integer.BYTES, Integer.BYTES, StandardCharsets.ISO_8859_1);
        if (magic.equals("PARE")) {
            throw new Damaged("it is encrypted");
        }
        int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (!magic.equals("PAR1") || length < 0 || length > Math.min(LARGEST, file.length() - TAIL_BYTES)) {
            throw new Damaged("it does not end as a Parquet file does");
        }
        byte[] bytes = new byte[length];
        file.read(file.length() - TAIL_BYTES - length, bytes, 0, length);
        try {
            return Util.readFileMetaData(new ByteArrayInputStream(bytes), Math.max(1, length));
        } catch (IOException | RuntimeException e) {
            throw new Damaged("its footer is damaged: " + e.getClass().getSimpleName(), e);
        }
    }
}
