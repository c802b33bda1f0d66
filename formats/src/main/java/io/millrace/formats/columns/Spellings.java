package io.millrace.formats.columns;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one place that differ only in case. They share the first field; an object that holds several of them puts
 * the second into the second field, and so on.
 */
public final class Spellings {
    public final String name;
    public final boolean excluded;
    public final List<Key> keys = new ArrayList<>(1);
    public final List<Field> fields = new ArrayList<>(1);

    /** @param name the first spelling, as a column name */
    public Spellings(String name, boolean excluded) {
        this.name = name;
        this.excluded = excluded;
    }

    public boolean single() {
        return keys.size() == 1;
    }

    /** Adds a spelling, met first at {@code slot}; from the second on each object is looked at on its own. */
    public void add(Key key, int slot) {
        keys.add(key);
        if (single()) {
            return;
        }
        for (Key known : keys) {
            if (known.field != null) {
                known.placed = known.field.holds(slot) ? known.field : null;
                known.field = null;
            }
        }
    }

    /** The ordinal of the first field that has no value at {@code slot} yet. */
    public int free(int slot) {
        int ordinal = 0;
        while (ordinal < fields.size() && fields.get(ordinal).holds(slot)) {
            ordinal++;
        }
        return ordinal;
    }
}
