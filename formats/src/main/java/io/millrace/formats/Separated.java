package io.millrace.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The beginning of a text, cut into records and values by a delimiter, and how much speaks for this delimiter.
 *
 * <ul>
 *   <li>Behind a line of names, two of three records have to have as many values as there are names; a record with fewer
 *       counts half.
 *   <li>Without names there are three records at least, all of as many values, and more than half of the columns hold
 *       nothing but numbers, times, words and the like.
 *   <li>Of several delimiters, that one is taken by which the most values look like values, and by which there are more.
 * </ul>
 */
final class Separated {
    private static final String DELIMITERS = ",;\t|";
    private static final int RECORDS = 20;
    private static final int FEWEST_WITHOUT_NAMES = 3;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_TEXT = 40;
    private static final int MOST_BLANKS = 2;

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$@][\\p{L}\\p{N}_ .,;:/()\\[\\]%€$#@&+*'?-]*+");
    /** A first line that is neither names nor values. */
    private static final Pattern REMARK = Pattern.compile("(#|//|--|sep=).*", Pattern.DOTALL);

    private static final Pattern VALUE = Pattern.compile("[+-]?[\\d.,' ]*\\d[%€$]?|[+-]?\\d[\\d.]*[eE][+-]?\\d+"
            + "|\\d{1,4}[-./]\\d{1,2}[-./]\\d{1,4}([T ]\\d{1,2}:\\d{2}\\S*)?|\\d{1,2}:\\d{2}\\S*|(?i)true|false|null|");

    private final char delimiter;
    private final List<List<String>> records;
    private final List<String> first;
    private final boolean header;
    /** Twice the records that fit behind the first: one with fewer values counts half. */
    private final int fitting;

    private Separated(char delimiter, List<List<String>> records) {
        this.delimiter = delimiter;
        this.records = records;
        first = records.isEmpty() ? List.of() : records.get(0);
        header = areNames(first);
        int fit = 0;
        for (List<String> record : rest()) {
            fit += record.size() == first.size() ? 2 : record.size() > 1 && record.size() < first.size() ? 1 : 0;
        }
        fitting = fit;
    }

    /** The finding that the text is CSV or TSV, if it is. */
    static Optional<Finding> find(String text, boolean whole) {
        List<Separated> candidates = new ArrayList<>();
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            Separated one = new Separated(delimiter, Records.cut(text, delimiter, whole, RECORDS));
            if (one.first.size() > 1
                    && !REMARK.matcher(one.first.get(0)).matches()
                    && (one.header ? one.fitsNames() : one.fitsWithoutNames())) {
                candidates.add(one);
            }
        }
        return candidates.stream()
                .max(Comparator.comparingDouble(Separated::score).thenComparingInt(one -> one.first.size()))
                .map(Separated::finding);
    }

    private List<List<String>> rest() {
        return records.subList(Math.min(1, records.size()), records.size());
    }

    private boolean fitsNames() {
        int count = rest().size();
        return count > 0 && fitting * 3 >= count * 2 * 2 && (!isSpaced() || hasTypedColumn());
    }

    private boolean fitsWithoutNames() {
        if (records.size() < FEWEST_WITHOUT_NAMES || fitting < 2 * rest().size()) {
            return false;
        }
        int regular = 0;
        for (int column = 0; column < first.size(); column++) {
            regular += isRegular(column) ? 1 : 0;
        }
        return regular * 2 > first.size() && first.stream().anyMatch(field -> !isBlank(field));
    }

    /** Whether a blank follows the delimiter, as in sentences. */
    private boolean isSpaced() {
        return first.stream().skip(1).anyMatch(name -> name.startsWith(" "));
    }

    /** Whether a column holds nothing but numbers, times and the like. */
    private boolean hasTypedColumn() {
        for (int column = 0; column < first.size(); column++) {
            int at = column;
            boolean typed = rest().stream()
                    .filter(record -> record.size() > at)
                    .allMatch(record -> VALUE.matcher(plain(record.get(at))).matches());
            boolean filled = rest().stream().anyMatch(record -> record.size() > at && !isBlank(record.get(at)));
            if (typed && filled) {
                return true;
            }
        }
        return false;
    }

    private boolean isRegular(int column) {
        return records.stream().allMatch(record -> column >= record.size() || isRegular(record.get(column)));
    }

    private static boolean isRegular(String field) {
        String text = plain(field);
        if (VALUE.matcher(text).matches() || isQuoted(field)) {
            return true;
        }
        boolean other = text.chars().anyMatch(c -> c == ';' || c == '\t' || c == '|');
        return !other
                && text.length() <= LONGEST_TEXT
                && text.chars().filter(c -> c == ' ').count() <= MOST_BLANKS;
    }

    /** The part of the records that fits, and the part of their values that look like values. */
    private double score() {
        long values = 0;
        long regular = 0;
        for (List<String> record : records) {
            values += record.size();
            regular += record.stream().filter(Separated::isRegular).count();
        }
        return (double) fitting / Math.max(1, 2 * rest().size()) + (double) regular / values;
    }

    private Finding finding() {
        String how = delimiter == '\t' ? "tabs" : "'" + delimiter + "'";
        long same =
                records.stream().filter(record -> record.size() == first.size()).count();
        String lines = same == records.size() ? "each of the first " + same : same + " of the first " + records.size();
        String reason = "it has " + first.size() + " values with " + how + " between them in " + lines + " lines, "
                + (header ? "and names in the first" : "and no names in the first");
        return new Finding(delimiter == '\t' ? "TSV" : "CSV", delimiter, header, header, reason);
    }

    /** Names are words that occur once; one may be missing, as that of an index or behind a last delimiter. */
    private static boolean areNames(List<String> fields) {
        Set<String> names = new HashSet<>();
        int missing = 0;
        for (String field : fields) {
            String name = plain(field);
            missing += name.isEmpty() ? 1 : 0;
            boolean fine = NAME.matcher(name).matches()
                    && name.length() <= LONGEST_NAME
                    && !VALUE.matcher(name).matches()
                    && names.add(name.toLowerCase(Locale.ROOT));
            if (!name.isEmpty() && !fine) {
                return false;
            }
        }
        return missing <= 1 && names.size() > 1;
    }

    private static String plain(String field) {
        return isQuoted(field) ? field.substring(1, field.length() - 1) : field.strip();
    }

    private static boolean isQuoted(String field) {
        return field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
    }

    private static boolean isBlank(String field) {
        return plain(field).isEmpty();
    }
}
