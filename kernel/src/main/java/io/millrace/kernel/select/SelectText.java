package io.millrace.kernel.select;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import java.util.List;
import java.util.Optional;

/** SQL text as a user wrote it: in DuckDB's dialect, with {@code $system} names. */
public final class SelectText {
    private static final String SELECT = "SELECT ";

    private final String text;
    private final SourceLocation origin;
    private final int lead;
    private final Optional<Rewriting> rewriting;

    private SelectText(String text, SourceLocation origin, int lead, Optional<Rewriting> rewriting) {
        this.text = requireNonNull(text, "text is null");
        this.origin = requireNonNull(origin, "origin is null");
        this.lead = lead;
        this.rewriting = rewriting;
    }

    /**
     * A query.
     *
     * @param origin the place of its first character
     */
    public SelectText(String text, SourceLocation origin) {
        this(text, origin, 0, Optional.empty());
    }

    /** A single expression, which becomes a query that computes it. */
    public static SelectText expression(String text, SourceLocation origin) {
        return new SelectText(SELECT + requireNonNull(text, "text is null"), origin, SELECT.length(), Optional.empty());
    }

    /** Another text that came to be from this one. */
    public SelectText rewritten(String other, Rewriting how) {
        return new SelectText(other, origin, lead, Optional.of(how));
    }

    /** A text whose characters stand where they stand in this one. */
    public SelectText overwritten(String other) {
        Origins.Builder same = new Origins.Builder();
        same.copied(0, 0);
        return rewritten(other, new Rewriting(this, same.build(), List.of(), List.of()));
    }

    /** This text between two others, which the user did not write. */
    public SelectText within(String before, String after) {
        Origins.Builder pieces = new Origins.Builder();
        pieces.made(0, 0);
        pieces.copied(before.length(), 0);
        pieces.made(before.length() + text.length(), text.length());
        return rewritten(before + text + after, new Rewriting(this, pieces.build(), List.of(), List.of()));
    }

    /** This text with something in it that the user did not write. */
    SelectText inserted(int offset, String made) {
        Origins.Builder pieces = new Origins.Builder();
        pieces.copied(0, 0);
        pieces.made(offset, offset);
        pieces.copied(offset + made.length(), offset);
        String other = text.substring(0, offset) + made + text.substring(offset);
        return rewritten(other, new Rewriting(this, pieces.build(), List.of(), List.of()));
    }

    /** How this text came to be, if it is not what the user wrote. */
    public Optional<Rewriting> rewriting() {
        return rewriting;
    }

    /** Whether it is a single expression. */
    public boolean isExpression() {
        return lead > 0;
    }

    /** What the user wrote in place of a stretch of this text. */
    public String written(int from, int to) {
        if (rewriting.isEmpty()) {
            return text.substring(from, to);
        }
        Rewriting how = rewriting.get();
        int start = how.origins().of(from);
        return how.original().written(start, Math.max(start, how.origins().ofEnd(to)));
    }

    /** Whether what stands at an offset is the user's own. */
    boolean isWritten(int offset) {
        return rewriting
                .map(how -> how.origins().isWritten(offset)
                        && how.original().isWritten(how.origins().of(offset)))
                .orElse(true);
    }

    public String text() {
        return text;
    }

    /** The place of the first character. */
    public SourceLocation origin() {
        return origin;
    }

    /** How many characters in front the user did not write. */
    int lead() {
        return lead;
    }

    /** The place of the character at an offset. */
    public SourceLocation location(int offset) {
        if (rewriting.isPresent()) {
            return rewriting.get().original().location(rewriting.get().origins().of(offset));
        }
        int line = origin.line();
        int lineStart = lead;
        int end = Math.max(lead, Math.min(offset, text.length()));
        for (int i = lead; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = end - lineStart + (lineStart == lead ? origin.column() : 1);
        return new SourceLocation(origin.file(), line, column);
    }
}
