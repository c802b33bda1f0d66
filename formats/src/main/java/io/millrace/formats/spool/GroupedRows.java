package io.millrace.formats.spool;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.columns.ObjectPlace;
import java.io.IOException;

/** The rows of a file that keeps them in groups, read one group after the other. */
public abstract class GroupedRows implements RowFile {
    private final ObjectPlace root;
    private final Meter meter;
    private final Kept kept;
    private int group = -1;
    private long left;
    private long number;
    private int overflowed;

    /** @param root what the fields of a row are appended to */
    protected GroupedRows(ObjectPlace root, Meter meter, Kept kept) {
        this.root = requireNonNull(root, "root is null");
        this.meter = requireNonNull(meter, "meter is null");
        this.kept = requireNonNull(kept, "kept is null");
    }

    protected abstract int groups();

    /** @return how many rows the group has */
    protected abstract long begin(int group) throws IOException;

    protected abstract void readFields(int row) throws IOException;

    /** The last row of the group was read. */
    protected abstract void endGroup() throws IOException;

    /** Counts fields of the file's schema that do not become columns. */
    protected final void overflow(int fields) {
        overflowed += fields;
    }

    @Override
    public final int read(int row, int most) throws IOException {
        int count = 0;
        while (count == 0 && hasMore()) {
            count = readOfGroup(row, most);
        }
        return count;
    }

    private boolean hasMore() throws IOException {
        while (left == 0) {
            if (++group >= groups()) {
                return false;
            }
            left = begin(group);
        }
        return true;
    }

    /** May be none when all that are left are too large. */
    private int readOfGroup(int row, int most) throws IOException {
        int end = row + (int) Math.min(most, left);
        int next = row;
        int first = row;
        try {
            while (next < end && left > 0 && meter.hasRoom()) {
                int before = overflowed;
                root.abandon();
                readFields(next);
                overflowed += root.end(next);
                left--;
                number++;
                if (meter.endRow()) {
                    next++;
                } else {
                    overflowed = before;
                    keep(next - first);
                    kept.tooLarge(number);
                    first = next;
                }
            }
            if (left == 0) {
                endGroup();
            }
        } finally {
            // Also those before a damage.
            keep(next - first);
        }
        return next - row;
    }

    private void keep(int rows) {
        kept.keep(rows, meter.takeBytes(), overflowed);
        overflowed = 0;
    }
}
