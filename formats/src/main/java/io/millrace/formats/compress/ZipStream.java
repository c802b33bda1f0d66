package io.millrace.formats.compress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipInputStream;

/** The files of a ZIP archive, one after the other, each on lines of its own. An archive without its end fails. */
final class ZipStream extends InputStream {
    private static final int[] END = {'P', 'K', 5, 6};

    private final Archive archive;
    private final byte[] single = new byte[1];
    private boolean inFile;
    private boolean atEnd;
    private boolean anyFile;
    private byte last = '\n';

    ZipStream(InputStream in, boolean empty) {
        archive = new Archive(in);
        atEnd = empty;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!atEnd) {
            if (!inFile) {
                next();
                if (inFile && last != '\n') {
                    last = '\n';
                    bytes[from] = last;
                    return 1;
                }
                continue;
            }
            int count = archive.read(bytes, from, length);
            if (count > 0) {
                last = bytes[from + count - 1];
                return count;
            }
            inFile = count == 0;
        }
        return -1;
    }

    private void next() throws IOException {
        var entry = archive.getNextEntry();
        if (entry != null) {
            anyFile = true;
            inFile = !entry.isDirectory();
            return;
        }
        atEnd = true;
        if (!anyFile) {
            throw new IOException("not zip data");
        }
        archive.requireEnd();
    }

    @Override
    public void close() throws IOException {
        atEnd = true;
        archive.close();
    }

    private static final class Archive extends ZipInputStream {
        /** Names that do not say they are UTF-8 may be in any encoding, and do not matter. */
        Archive(InputStream in) {
            super(in, StandardCharsets.ISO_8859_1);
        }

        /** Between the last file and the end is the directory. */
        void requireEnd() throws IOException {
            int matched = 0;
            while (matched < END.length) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException("zip data ends in the middle");
                }
                matched = c == END[matched] ? matched + 1 : c == END[0] ? 1 : 0;
            }
        }
    }
}
