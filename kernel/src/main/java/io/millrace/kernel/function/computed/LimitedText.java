package io.millrace.kernel.function.computed;

/** A text that can be looked at so many times only: what a regular expression may cost. */
final class LimitedText implements CharSequence {
    private static final long LOOKS = 50_000_000;

    private final String text;
    private long left = LOOKS;

    LimitedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    /** Throws when it has been looked at too often. */
    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new IllegalStateException("a regular expression takes too long");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
