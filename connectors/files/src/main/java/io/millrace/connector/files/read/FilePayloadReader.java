package io.millrace.connector.files.read;

import io.millrace.formats.compress.Compression;
import io.millrace.spi.batch.Column;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.PayloadReader;
import io.millrace.spi.source.SplitRange;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A cursor over the chunks of files. */
public final class FilePayloadReader implements PayloadReader {
    private static final int CHUNK = 1 << 20;
    /** Above what any decoder takes for one record. */
    private static final int LARGEST_CHUNK = 256 << 20;

    private final Storage storage;
    private final ToLongFunction<StoredFile> time;
    private final Compression compression;
    private final Deque<SplitRange> waiting;
    private final FileColumns columns = new FileColumns();
    private Optional<OpenFile> file = Optional.empty();
    private SplitRange range = SplitRange.of("", 0, 0, 0);
    private byte[] buffer = new byte[CHUNK];
    private int end;
    private int consumed;
    private Optional<Compression> recognised = Optional.empty();
    private List<String> notes = List.of();

    /** @param time of the records of a file, in microseconds since 1970-01-01T00:00:00Z */
    public FilePayloadReader(
            Storage storage, Compression compression, ToLongFunction<StoredFile> time, List<SplitRange> ranges) {
        this.storage = storage;
        this.time = time;
        this.compression = compression;
        this.waiting = new ArrayDeque<>(ranges);
    }

    @Override
    public boolean next() {
        if (file.isPresent() && !file.get().ended()) {
            carryOver();
            end = file.get().fill(buffer, end);
            return true;
        }
        closeFile();
        while (!waiting.isEmpty()) {
            SplitRange range = waiting.removeFirst();
            if (range.payloads() > 0) {
                open(range);
                return true;
            }
        }
        return false;
    }

    private void open(SplitRange next) {
        OpenFile opened = OpenFile.open(storage, compression, next);
        file = Optional.of(opened);
        range = next;
        columns.begin(opened.file(), opened.firstRow());
        columns.compressed(opened.compression());
        note(opened);
        buffer = buffer.length > CHUNK ? new byte[CHUNK] : buffer;
        consumed = 0;
        end = opened.fill(buffer, 0);
    }

    private void note(OpenFile opened) {
        Compression found = opened.compression();
        if (compression == Compression.AUTO
                && opened.damage().isEmpty()
                && recognised.filter(found::equals).isEmpty()) {
            recognised = Optional.of(found);
            String name = found.name().toLowerCase(Locale.ROOT);
            String like = found == Compression.NONE ? "no compressed file" : "a file of " + name;
            notes = List.of("compression is " + name + ": " + range.split() + " begins like " + like);
        }
    }

    @Override
    public List<String> takeNotes() {
        List<String> taken = notes;
        notes = List.of();
        return taken;
    }

    /** Moves what was not consumed to the front; a chunk of which nothing was is part of a record that needs more. */
    private void carryOver() {
        int left = end - consumed;
        System.arraycopy(buffer, consumed, buffer, 0, left);
        end = left;
        consumed = 0;
        if (left == buffer.length) {
            if (buffer.length == LARGEST_CHUNK) {
                throw new MillraceException(
                        ErrorCode.INTERNAL_ERROR,
                        "Cannot go on in file: " + range.split() + ": nothing of " + left + " bytes was consumed");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int start() {
        return 0;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public boolean complete() {
        return file.map(OpenFile::ended).orElse(true);
    }

    @Override
    public void consumed(int bytes) {
        consumed = bytes;
    }

    @Override
    public Optional<String> damage() {
        return file.flatMap(OpenFile::damage);
    }

    @Override
    public String split() {
        return range.split();
    }

    @Override
    public BigInteger offset() {
        return range.from();
    }

    @Override
    public long timeMicros() {
        return file.map(open -> time.applyAsLong(open.file())).orElse(0L);
    }

    @Override
    public List<Column> columns() {
        return columns.columns();
    }

    @Override
    public void appendCoordinates(int firstRow, int count) {
        columns.append(firstRow, count);
    }

    @Override
    public void appendOrigin(int slot) {
        columns.appendFile(slot);
    }

    @Override
    public void clearColumns() {
        columns.clear();
    }

    @Override
    public String coordinates() {
        String split = range.split();
        StringBuilder json = new StringBuilder("{\"file_name\":\"");
        for (int i = 0; i < split.length(); i++) {
            char c = split.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append("\"}").toString();
    }

    @Override
    public void close() {
        closeFile();
        waiting.clear();
    }

    private void closeFile() {
        Optional<OpenFile> open = file;
        file = Optional.empty();
        open.ifPresent(OpenFile::close);
    }
}
