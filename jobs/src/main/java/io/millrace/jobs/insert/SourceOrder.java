package io.millrace.jobs.insert;

import io.millrace.lake.scan.ScannedFile;
import java.util.Comparator;

/** The order in which the rows of a table came: by commit, then by the task that wrote them and its files. */
final class SourceOrder {
    static final Comparator<ScannedFile> FILES = Comparator.comparingLong(ScannedFile::firstCommitMicros)
            .thenComparing(file -> name(file.location()), SourceOrder::compareNames);

    private SourceOrder() {}

    private static String name(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Digits that stand together count as a number: task 10 is after task 9. */
    static int compareNames(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int digitsA = digits(a, i);
            int digitsB = digits(b, j);
            int order = digitsA > i && digitsB > j
                    ? compareNumbers(a.substring(i, digitsA), b.substring(j, digitsB))
                    : Character.compare(a.charAt(i), b.charAt(j));
            if (order != 0) {
                return order;
            }
            i = Math.max(digitsA, i + 1);
            j = Math.max(digitsB, j + 1);
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String a, String b) {
        int length = Integer.compare(a.length(), b.length());
        return length != 0 ? length : a.compareTo(b);
    }
}
