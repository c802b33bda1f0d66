package io.millrace.bench;

import io.millrace.formats.Formats;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.error.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes files to columns, twice, and prints what the process took for the second. Nothing is written. Arguments: content
 * type, how many records there are, files.
 */
final class DecodeMain {
    private static final int CHUNK = 1 << 20;
    private static final RejectSink NONE = (code, reason, payload, from, to) -> {
        throw new IllegalStateException(reason);
    };

    private DecodeMain() {}

    public static void main(String[] arguments) throws Exception {
        long expected = Long.parseLong(arguments[1]);
        List<Path> files = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        SecondTime.print(() -> {
            long found = decode(arguments[0], files);
            if (found != expected) {
                throw new IllegalStateException("decoded " + found + " records of " + expected);
            }
        });
    }

    static long decode(String contentType, List<Path> files) throws IOException {
        Format format = Formats.find(contentType);
        Decoder decoder = format.open(
                format.options().resolve(List.of(), new SourceLocation("bench", 1, 1)), DecodeSettings.DEFAULT);
        try {
            long rows = 0;
            for (Path file : files) {
                rows += decode(decoder, file);
            }
            return rows + decoder.rows();
        } finally {
            decoder.close();
        }
    }

    /** As the source of files hands them out; the rows of the batches that were full. */
    private static long decode(Decoder decoder, Path file) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long rows = 0;
        int end = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (boolean complete = false; !complete; ) {
                int count = in.readNBytes(buffer, end, buffer.length - end);
                complete = end + count < buffer.length;
                end += count;
                int from = 0;
                while (true) {
                    int used = decoder.decode(buffer, from, end, complete, NONE);
                    boolean full = decoder.full();
                    from += used;
                    if (full) {
                        rows += decoder.rows();
                        decoder.reset();
                    }
                    if (from >= end || (used == 0 && !full)) {
                        break;
                    }
                }
                System.arraycopy(buffer, from, buffer, 0, end - from);
                end -= from;
                buffer = end == buffer.length ? Arrays.copyOf(buffer, end * 2) : buffer;
            }
        }
        return rows;
    }
}
