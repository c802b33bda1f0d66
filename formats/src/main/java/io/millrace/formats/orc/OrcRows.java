package io.millrace.formats.orc;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.spool.GroupedRows;
import io.millrace.formats.spool.Meter;
import io.millrace.formats.spool.SpoolFile;
import java.io.IOException;
import java.util.List;
import org.apache.orc.OrcProto.StripeInformation;

/** The rows of a file, stripe by stripe. Of each stream of a stripe one block is in memory, and the dictionaries. */
final class OrcRows extends GroupedRows {
    private final SpoolFile file;
    private final Blocks blocks;
    private final Tail tail;
    private final ColumnReader reader;

    private OrcRows(SpoolFile file, Blocks blocks, Tail tail, ObjectPlace root, int maxDepth, Meter meter, Kept kept)
            throws IOException {
        super(root, meter, kept);
        this.file = file;
        this.blocks = blocks;
        this.tail = tail;
        reader = new ColumnReaders(tail, maxDepth, meter, this::overflow).rows(root);
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
    protected int groups() {
        return tail.footer().getStripesCount();
    }

    @Override
    protected long begin(int group) throws IOException {
        StripeInformation stripe = tail.footer().getStripes(group);
        if (stripe.getNumberOfRows() > 0) {
            reader.begin(Stripe.read(file, blocks, tail, stripe));
        }
        return stripe.getNumberOfRows();
    }

    @Override
    protected void readFields(int row) throws IOException {
        reader.read(row);
    }

    @Override
    protected void endGroup() {
        // A stream may be longer than its values.
    }

    @Override
    public void close() {
        blocks.close();
    }
}
