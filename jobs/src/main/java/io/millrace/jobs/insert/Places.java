package io.millrace.jobs.insert;

import io.millrace.lake.keys.PrimaryKey.Uniqueness;
import io.millrace.lake.write.Partitioner;
import io.millrace.spi.batch.Batch;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/** In which partition a row replaces others. */
final class Places {
    private final PartitionSpec spec;
    private final Partitioner partitioner;
    private final boolean everywhere;
    private final List<PartitionData> partitions = new ArrayList<>();
    private int[] numbers = new int[0];

    Places(PartitionSpec spec, Schema schema, Uniqueness uniqueness) {
        this.spec = spec;
        this.partitioner = new Partitioner(spec, schema);
        this.everywhere = spec.isUnpartitioned() || uniqueness == Uniqueness.TABLE;
        if (everywhere) {
            partitions.add(new PartitionData(PartitionSpec.unpartitioned().partitionType()));
        }
    }

    /** The number of the partition of each row; valid until the next call. */
    int[] of(Batch batch) {
        if (numbers.length < batch.rows()) {
            numbers = new int[batch.rows()];
        }
        if (!everywhere) {
            partitioner.assign(batch, numbers);
            for (int row = 0; row < batch.rows(); row++) {
                while (partitions.size() <= numbers[row]) {
                    partitions.add(new PartitionData(spec.partitionType()).copyFor(partitioner.key(partitions.size())));
                }
            }
        }
        return numbers;
    }

    List<PartitionData> partitions() {
        return partitions;
    }
}
