package io.millrace.connector.generator;

import io.millrace.connector.generator.Placeholder.Yields;
import io.millrace.spi.error.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a text template: text as it stands, {@link Placeholders}, and the sections {@code maybe} and {@code repeat}. */
final class TextTemplateParser {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String MAYBE = "maybe(share)";
    private static final String REPEAT = "repeat(least, most)";
    private static final int MOST_REPEATS = 10_000;

    private final String text;
    private final Draw draw;
    private int at;
    private int depth;
    private boolean ended;
    /** Whether the text so far is within double quotes. */
    private boolean quoted;

    private boolean writesTime;
    private boolean writesNumber;

    TextTemplateParser(String text, Draw draw) {
        this.text = text;
        this.draw = draw;
    }

    /** Whether every event writes its time. */
    boolean writesTime() {
        return writesTime;
    }

    /** Whether every event writes a number that does not stand in quotes. */
    boolean writesNumber() {
        return writesNumber;
    }

    Piece[] parse() {
        List<Piece> pieces = new ArrayList<>();
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                pieces.add(literal(text.substring(at, end)));
            }
            at = end;
            if (open >= 0) {
                Optional<Piece> piece = placeholder();
                if (piece.isEmpty()) {
                    return pieces.toArray(Piece[]::new);
                }
                pieces.add(piece.get());
            }
        }
        return pieces.toArray(Piece[]::new);
    }

    private Piece literal(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            quoted ^= c == '"';
            i += c == '\\' ? 1 : 0;
        }
        byte[] bytes = Words.utf8(part);
        return into -> into.raw(bytes);
    }

    /** The piece that begins here; empty at the end of a section. */
    private Optional<Piece> placeholder() {
        int open = at;
        int close = closing(open + OPEN.length());
        String inside = text.substring(open + OPEN.length(), close).strip();
        at = close + CLOSE.length();
        Call call = Call.read(inside, open);
        if (call.name().equals("end")) {
            if (depth == 0) {
                throw Arguments.error(inside, open).withHint("there is no section that it could end");
            }
            ended = true;
            return Optional.empty();
        }
        return Optional.of(
                switch (call.name()) {
                    case "maybe" -> maybe(call.arguments(MAYBE));
                    case "repeat" -> repeat(call.arguments(REPEAT));
                    default -> drawn(call, open);
                });
    }

    private int closing(int from) {
        boolean inArgument = false;
        for (int i = from; i < text.length(); i++) {
            inArgument ^= text.charAt(i) == '"';
            if (!inArgument && text.startsWith(CLOSE, i)) {
                return i;
            }
        }
        throw Arguments.error(text.substring(from, Math.min(text.length(), from + 20)), from - OPEN.length())
                .withHint("it is never closed with }}");
    }

    private Piece maybe(Arguments arguments) {
        arguments.require(1, 1);
        double share = arguments.share(0);
        Piece[] body = section(arguments);
        return into -> {
            if (draw.dice().fraction() < share) {
                writeAll(body, into);
            }
        };
    }

    private Piece repeat(Arguments arguments) {
        arguments.require(2, 2);
        int least = arguments.whole(0, 0, MOST_REPEATS);
        int most = arguments.whole(1, least, MOST_REPEATS);
        Piece[] body = section(arguments);
        return into -> {
            int count = least + draw.dice().below(most - least + 1);
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    into.raw(',');
                }
                writeAll(body, into);
            }
        };
    }

    private static void writeAll(Piece[] pieces, EventBuffer into) {
        for (Piece piece : pieces) {
            piece.write(into);
        }
    }

    private Piece[] section(Arguments arguments) {
        depth++;
        Piece[] body = parse();
        if (!ended) {
            throw arguments.wrong("expected {{end}} after its text");
        }
        ended = false;
        depth--;
        return body;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of("maybe", "repeat", "end"));
        Placeholders.ALL.forEach(placeholder -> names.add(placeholder.name()));
        return names;
    }

    private Piece drawn(Call call, int open) {
        Placeholder placeholder = Placeholders.ALL.stream()
                .filter(known -> known.name().equals(call.name()))
                .findFirst()
                .orElseThrow(
                        () -> Arguments.error(call.written(), open).withHint(Suggestions.hint(call.name(), names())));
        Piece piece = placeholder.open().apply(call.arguments(placeholder.usage()), draw);
        if (depth > 0) {
            return piece;
        }
        writesTime |= placeholder.yields() == Yields.TIME;
        if (placeholder.yields() != Yields.NUMBER || quoted) {
            return piece;
        }
        writesNumber = true;
        return into -> number(piece, into);
    }

    private void number(Piece piece, EventBuffer into) {
        if (draw.takeQuotes()) {
            into.raw('"');
            piece.write(into);
            into.raw('"');
        } else {
            piece.write(into);
        }
    }
}
