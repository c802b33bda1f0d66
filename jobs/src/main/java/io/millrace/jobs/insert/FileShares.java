package io.millrace.jobs.insert;

import io.millrace.lake.scan.ScannedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts the files of a run into shares of about the same size, one a task. */
final class FileShares {
    private static final long SMALLEST_ROWS = 50_000;

    private FileShares() {}

    /** How many tasks are worth while. */
    static int count(List<ScannedFile> files, int most) {
        long rows = files.stream().mapToLong(ScannedFile::records).sum();
        return (int) Math.max(1, Math.min(Math.min(most, files.size()), rows / SMALLEST_ROWS));
    }

    static List<List<ScannedFile>> cut(List<ScannedFile> files, int count) {
        if (count == 1) {
            return List.of(files.stream().sorted(SourceOrder.FILES).toList());
        }
        List<ScannedFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparingLong(ScannedFile::bytes).reversed());
        List<List<ScannedFile>> shares = new ArrayList<>();
        long[] loads = new long[count];
        for (int i = 0; i < count; i++) {
            shares.add(new ArrayList<>());
        }
        for (ScannedFile file : sorted) {
            int least = 0;
            for (int i = 1; i < count; i++) {
                least = loads[i] < loads[least] ? i : least;
            }
            shares.get(least).add(file);
            loads[least] += file.bytes();
        }
        return shares;
    }
}
