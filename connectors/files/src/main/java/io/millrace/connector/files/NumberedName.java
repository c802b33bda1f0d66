package io.millrace.connector.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a split taken apart at the longest run of digits of its file's name, the last one if there are several.
 *
 * @param before what stands before the number
 * @param number its value
 * @param width its digits, leading zeros included
 * @param after what stands behind it
 */
record NumberedName(String before, long number, int width, String after) {
    private static final Pattern RUN = Pattern.compile("\\d+");
    private static final int MAX_WIDTH = 18;

    static Optional<NumberedName> parse(String split) {
        Matcher matcher = RUN.matcher(split);
        matcher.region(Listing.directory(split).length(), split.length());
        int start = 0;
        int end = 0;
        while (matcher.find()) {
            if (matcher.end() - matcher.start() >= end - start) {
                start = matcher.start();
                end = matcher.end();
            }
        }
        if (end == start || end - start > MAX_WIDTH) {
            return Optional.empty();
        }
        long number = Long.parseLong(split.substring(start, end));
        return Optional.of(new NumberedName(split.substring(0, start), number, end - start, split.substring(end)));
    }

    /** The same for all names that differ in the number only. */
    Series series() {
        return new Series(before, width, after);
    }

    /** Names that differ in a number of fixed width only. */
    record Series(String before, int width, String after) {
        String name(long number) {
            return before + digits(number) + after;
        }

        /** The entry of a position for all names from one number to another: {@code /orders-{001..250}.json}. */
        String run(long first, long last) {
            return "/" + before + "{" + digits(first) + ".." + digits(last) + "}" + after;
        }

        private String digits(long number) {
            String text = Long.toString(number);
            return "0".repeat(width - text.length()) + text;
        }
    }
}
