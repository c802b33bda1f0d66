package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads Avro files as the library's own documentation does, into one record that is used again, twice, and prints what
 * the process took for the second. Nothing is written. Arguments: threads, how many records there are, files.
 */
final class AvroReferenceMain {
    private AvroReferenceMain() {}

    public static void main(String[] arguments) throws Exception {
        long expected = Long.parseLong(arguments[1]);
        List<Path> files = Arrays.stream(arguments).skip(2).map(Path::of).toList();
        FileReads.measure(Integer.parseInt(arguments[0]), expected, files, AvroReferenceMain::read);
    }

    private static long read(Path file) throws IOException {
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            long records = 0;
            GenericRecord record = null;
            while (reader.hasNext()) {
                record = reader.next(record);
                records++;
            }
            return records;
        }
    }
}
