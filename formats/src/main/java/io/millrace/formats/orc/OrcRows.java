package io.millrace.formats.orc;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.spool.Meter;
import io.millrace.formats.spool.RowFile;
import io.millrace.formats.spool.SpoolFile;
import java.io.IOException;
import java.util.List;
import org.apache.orc.OrcProto.StripeInformation;

/** The rows of a file, stripe by stripe. Of each stream of a stripe one block is in memory, and the dictionaries. */
final class OrcRows implements RowFile {
    private final SpoolFile file;
    private final Blocks blocks;
    private final Tail tail;
    private final ObjectPlace root;
    private final Meter meter;
    private final Kept kept;
    private final ColumnReader reader;
    private int stripe = -1;
    private long left;
    private int overflowed;

    private OrcRows(SpoolFile file, Blocks blocks, Tail tail, ObjectPlace root, int maxDepth, Meter meter, Kept kept)
            throws IOException {
        this.file = file;
        this.blocks = blocks;
        this.tail = tail;
        this.root = root;
        this.meter = meter;
        this.kept = kept;
        reader = new ColumnReaders(tail, maxDepth, meter, count -> overflowed += count).rows(root);
    }

    static OrcRows open(SpoolFile file, ObjectPlace root, int maxDepth, Meter meter, Kept kept) throws IOException {
        Tail tail = Tail.read(file);
        List<StripeInformation> stripes = tail.footer().getStripesList();
        for (StripeInformation each : stripes) {
            meter.countRows(each.getNumberOfRows());
        }
        Blocks blocks = new Blocks(file, tail.compression(), tail.blockBytes());
        try {
            return new OrcRows(file, blocks, tail, root, maxDepth, meter, kept);
        } catch (IOException | RuntimeException | Error e) {
            blocks.close();
            throw e;
        }
    }

    @Override
    public int read(int row, int most) throws IOException {
        while (left == 0) {
            if (++stripe >= tail.footer().getStripesCount()) {
                return 0;
            }
            StripeInformation next = tail.footer().getStripes(stripe);
            left = next.getNumberOfRows();
            if (left > 0) {
                reader.begin(Stripe.read(file, blocks, tail, next));
            }
        }
        int end = row + (int) Math.min(most, left);
        int next = row;
        try {
            while (next < end && meter.hasRoom()) {
                root.abandon();
                reader.read(next);
                overflowed += root.end(next);
                meter.endRow();
                next++;
            }
            left -= next - row;
        } finally {
            // Also those before a damage.
            kept.keep(next - row, meter.takeBytes(), overflowed);
            overflowed = 0;
        }
        return next - row;
    }

    @Override
    public void close() {
        blocks.close();
    }
}
