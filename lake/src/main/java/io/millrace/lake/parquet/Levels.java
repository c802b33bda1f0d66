package io.millrace.lake.parquet;

import java.util.Arrays;

/**
 * The definition level of each entry of a scope, as far as one field and its ancestors decide it. An entry at which the
 * field is present has the field's own level; any other has the level of the last ancestor that is present. Filled anew
 * for every batch; a field that adds nothing shares its parent's array.
 */
final class Levels {
    private final String name;
    private boolean uniform;
    private byte level;
    private int present;
    private byte[] values = new byte[0];
    private byte[] own = new byte[0];

    Levels(String name) {
        this.name = name;
    }

    /** Every entry at one level, at which the field is present. */
    void uniform(int value, int entries) {
        uniform = true;
        level = (byte) value;
        present = entries;
    }

    /** One level an entry, to be filled in by the caller; {@code presentCount} of them are those of the field itself. */
    byte[] mixed(int entries, int presentCount) {
        uniform = false;
        present = presentCount;
        values = reserve(entries);
        return values;
    }

    /** The levels of an optional field from those of its parent. */
    void optional(Levels parent, int parentLevel, Match match, int entries) {
        present = match.count();
        uniform = parent.uniform;
        level = parent.level;
        values = parent.values;
        if (present == 0) {
            return;
        }

        if (match.everyEntry() && uniform && level == parentLevel) {
            level = (byte) (parentLevel + 1);
            return;
        }

        byte[] painted = reserve(entries);
        if (uniform) {
            Arrays.fill(painted, 0, entries, level);
        } else {
            System.arraycopy(values, 0, painted, 0, entries);
        }
        paint(painted, parentLevel, match);
        uniform = false;
        values = painted;
    }

    /** The levels of a required field: those of its parent, at whose every entry it must have a value. */
    void required(Levels parent, int parentLevel, Match match) {
        if (match.count() != parent.present) {
            throw new IllegalStateException("Cannot write required column: " + name + " has " + match.count()
                    + " values for " + parent.present + " places");
        }

        present = parent.present;
        uniform = parent.uniform;
        level = parent.level;
        values = parent.values;
        if (!uniform) {
            for (int k = 0; k < present; k++) {
                expect(values[match.entry(k)], parentLevel);
            }
        }
    }

    boolean isUniform() {
        return uniform;
    }

    /** The level of every entry; without a meaning unless {@link #isUniform()}. */
    byte level() {
        return level;
    }

    /** The level of each entry; without a meaning when {@link #isUniform()}. */
    byte[] values() {
        return values;
    }

    byte at(int entry) {
        return uniform ? level : values[entry];
    }

    private void paint(byte[] levels, int parentLevel, Match match) {
        byte raised = (byte) (parentLevel + 1);
        int count = match.count();
        for (int k = 0; k < count; k++) {
            int entry = match.entry(k);
            expect(levels[entry], parentLevel);
            levels[entry] = raised;
        }
    }

    private void expect(byte found, int parentLevel) {
        if (found != parentLevel) {
            throw new IllegalStateException("Cannot write column: " + name + " has a value where its parent has none");
        }
    }

    private byte[] reserve(int entries) {
        if (own.length < entries) {
            own = new byte[entries];
        }
        return own;
    }
}
