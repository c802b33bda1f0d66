package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        ExecutorService threads = Executors.newFixedThreadPool(Integer.parseInt(arguments[0]));
        try {
            SecondTime.print(() -> {
                long found = readAll(files, threads);
                if (found != expected) {
                    throw new IllegalStateException("read " + found + " records of " + expected);
                }
            });
        } finally {
            threads.shutdown();
        }
    }

    private static long readAll(List<Path> files, ExecutorService threads) throws Exception {
        List<Future<Long>> counts = new ArrayList<>();
        for (Path file : files) {
            counts.add(threads.submit(() -> read(file)));
        }
        long records = 0;
        for (Future<Long> count : counts) {
            records += count.get();
        }
        return records;
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
