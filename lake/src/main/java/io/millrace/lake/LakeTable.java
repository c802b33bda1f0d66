package io.millrace.lake;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.commit.JobToken;
import java.util.Optional;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.io.FileIO;

/** One table of a catalog. What the accessors tell is as of the last {@link #refresh}. */
public final class LakeTable {
    private final TableName name;
    private final TableOperations operations;
    private final Table table;

    public LakeTable(TableName name, BaseTable table) {
        this.name = requireNonNull(name, "name is null");
        this.table = table;
        this.operations = table.operations();
    }

    public TableName name() {
        return name;
    }

    public LakeTable refresh() {
        operations.refresh();
        return this;
    }

    public TableMetadata metadata() {
        return operations.current();
    }

    public Schema schema() {
        return metadata().schema();
    }

    public PartitionSpec spec() {
        return metadata().spec();
    }

    /** How far a job has come, as this table holds it; empty when it never committed here. */
    public Optional<JobToken> token(String jobId) {
        return JobToken.find(metadata().properties(), jobId);
    }

    public FileIO io() {
        return operations.io();
    }

    public TableOperations operations() {
        return operations;
    }

    /** The table as Iceberg's own API sees it. */
    public Table iceberg() {
        return table;
    }
}
