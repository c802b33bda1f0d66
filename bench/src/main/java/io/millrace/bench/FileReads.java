package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Files that are read by threads beside each other, twice; prints what the process took for the second. */
final class FileReads {
    private FileReads() {}

    /** How a file is read. */
    interface FileRead {
        /** @return how many records it has */
        long read(Path file) throws IOException;
    }

    /** @param expected records in all files */
    static void measure(int threads, long expected, List<Path> files, FileRead read) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            SecondTime.print(() -> {
                long found = readAll(files, executor, read);
                if (found != expected) {
                    throw new IllegalStateException("read " + found + " records of " + expected);
                }
            });
        } finally {
            executor.shutdown();
        }
    }

    private static long readAll(List<Path> files, ExecutorService threads, FileRead read) throws Exception {
        List<Future<Long>> counts = new ArrayList<>();
        for (Path file : files) {
            counts.add(threads.submit(() -> read.read(file)));
        }
        long records = 0;
        for (Future<Long> count : counts) {
            records += count.get();
        }
        return records;
    }
}
