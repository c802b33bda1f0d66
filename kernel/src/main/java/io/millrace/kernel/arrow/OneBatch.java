package io.millrace.kernel.arrow;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/** A stream of one Arrow batch, the form in which DuckDB takes it. Closing it closes the batch. */
public final class OneBatch extends ArrowReader {
    private final VectorSchemaRoot batch;
    private boolean read;

    public OneBatch(BufferAllocator allocator, VectorSchemaRoot batch) {
        super(allocator);
        this.batch = batch;
    }

    @Override
    public boolean loadNextBatch() throws java.io.IOException {
        prepareLoadNextBatch();
        if (read) {
            return false;
        }
        read = true;
        try (ArrowRecordBatch content = new VectorUnloader(batch).getRecordBatch()) {
            new VectorLoader(getVectorSchemaRoot()).load(content);
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        batch.close();
    }

    @Override
    protected Schema readSchema() {
        return batch.getSchema();
    }
}
