package io.millrace.connector.files.object;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The date, in UTC, that paths begin with: {@code yyyy/MM/dd/HH/mm}, {@code 'dt='yyyy-MM-dd}. Fields of digits of fixed
 * width, literals as they are or in quotes.
 */
public final class DatePattern {
    private static final String FIELDS = "yMdHm";

    private final String text;
    private final List<Part> parts;

    /** A field, when {@code literal} is empty, of {@code width} digits; else text that stands for itself. */
    private record Part(char field, int width, String literal) {}

    private DatePattern(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** @throws MillraceException INVALID_OPTION_VALUE */
    public static DatePattern parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '\'') {
                end = text.indexOf('\'', at + 1);
                if (end < 0) {
                    throw invalid(text, "a quote is open");
                }
                parts.add(literal(end == at + 1 ? "'" : text.substring(at + 1, end)));
                end++;
            } else if (Character.isLetter(c)) {
                while (end < text.length() && text.charAt(end) == c) {
                    end++;
                }
                parts.add(field(text, c, end - at));
            } else {
                parts.add(literal(String.valueOf(c)));
            }
            at = end;
        }
        DatePattern pattern = new DatePattern(text, parts);
        pattern.requireMeaning();
        return pattern;
    }

    /** The moment at which the date begins that a path begins with, in seconds since 1970; empty if there is none. */
    public OptionalLong seconds(String path) {
        Map<Character, Integer> values = new HashMap<>();
        int at = 0;
        for (Part part : parts) {
            int end = at
                    + (part.literal().isEmpty() ? part.width() : part.literal().length());
            if (end > path.length()) {
                return OptionalLong.empty();
            }
            String found = path.substring(at, end);
            if (!part.literal().isEmpty()) {
                if (!found.equals(part.literal())) {
                    return OptionalLong.empty();
                }
            } else if (found.chars().allMatch(c -> c >= '0' && c <= '9')) {
                int value = Integer.parseInt(found);
                values.put(part.field(), part.field() == 'y' && part.width() == 2 ? 2000 + value : value);
            } else {
                return OptionalLong.empty();
            }
            at = end;
        }
        try {
            return OptionalLong.of(LocalDateTime.of(
                            values.get('y'),
                            values.getOrDefault('M', 1),
                            values.getOrDefault('d', 1),
                            values.getOrDefault('H', 0),
                            values.getOrDefault('m', 0))
                    .toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** What a path of the moment begins with. */
    public String format(Instant moment) {
        LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        StringBuilder path = new StringBuilder();
        for (Part part : parts) {
            if (part.literal().isEmpty()) {
                int value = value(time, part);
                path.append("%0".concat(part.width() + "d").formatted(value));
            } else {
                path.append(part.literal());
            }
        }
        return path.toString();
    }

    /** How long a date lasts, at the longest. */
    public Duration unit() {
        List<Integer> days = List.of(366, 31, 1);
        long fields = parts.stream().filter(part -> part.literal().isEmpty()).count();
        return switch ((int) fields) {
            case 1, 2, 3 -> Duration.ofDays(days.get((int) fields - 1));
            case 4 -> Duration.ofHours(1);
            default -> Duration.ofMinutes(1);
        };
    }

    /** Whether paths sort as their dates do: the greater unit always stands before the smaller one. */
    public boolean sortsByDate() {
        StringBuilder order = new StringBuilder();
        parts.stream().filter(part -> part.literal().isEmpty()).forEach(part -> order.append(part.field()));
        return FIELDS.startsWith(order.toString());
    }

    @Override
    public String toString() {
        return text;
    }

    private static int value(LocalDateTime time, Part part) {
        return switch (part.field()) {
            case 'y' -> part.width() == 2 ? time.getYear() % 100 : time.getYear();
            case 'M' -> time.getMonthValue();
            case 'd' -> time.getDayOfMonth();
            case 'H' -> time.getHour();
            default -> time.getMinute();
        };
    }

    private void requireMeaning() {
        StringBuilder seen = new StringBuilder();
        parts.stream().filter(part -> part.literal().isEmpty()).forEach(part -> seen.append(part.field()));
        if (seen.chars().distinct().count() != seen.length()) {
            throw invalid(text, "a unit stands in it twice");
        }
        for (int i = 0; i < seen.length(); i++) {
            if (seen.indexOf(FIELDS.substring(i, i + 1)) < 0) {
                throw invalid(text, "it has a smaller unit without " + FIELDS.charAt(i));
            }
        }
        if (seen.isEmpty()) {
            throw invalid(text, "there is no year in it");
        }
    }

    private static Part field(String text, char c, int width) {
        boolean known = FIELDS.indexOf(c) >= 0 && (width == 2 || (c == 'y' && width == 4));
        if (!known) {
            throw invalid(text, "it has " + String.valueOf(c).repeat(width));
        }
        return new Part(c, width, "");
    }

    private static Part literal(String text) {
        return new Part(' ', 0, text);
    }

    private static MillraceException invalid(String text, String why) {
        return new MillraceException(
                        ErrorCode.INVALID_OPTION_VALUE, "Cannot set option DATE_PATTERN: '" + text + "': " + why)
                .withHint("use yyyy, MM, dd, HH and mm, and quotes around other letters: 'yyyy/MM/dd/HH'");
    }
}
