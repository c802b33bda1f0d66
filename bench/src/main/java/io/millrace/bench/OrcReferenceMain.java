package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/**
 * Reads ORC files as the library's own documentation does, into one batch that is used again, twice, and prints what the
 * process took for the second. Nothing is written. Arguments: threads, how many records there are, files.
 */
final class OrcReferenceMain {
    private OrcReferenceMain() {}

    public static void main(String[] arguments) throws Exception {
        long expected = Long.parseLong(arguments[1]);
        List<Path> files = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        FileReads.measure(Integer.parseInt(arguments[0]), expected, files, OrcReferenceMain::read);
    }

    private static long read(Path file) throws IOException {
        try (Reader reader = OrcFile.createReader(
                        new org.apache.hadoop.fs.Path(file.toUri()), OrcFile.readerOptions(new Configuration()));
                RecordReader rows = reader.rows()) {
            VectorizedRowBatch batch = reader.getSchema().createRowBatch();
            long records = 0;
            while (rows.nextBatch(batch)) {
                records += batch.size;
            }
            return records;
        }
    }
}
