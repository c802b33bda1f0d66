package io.millrace.jobs.task;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.deletes.DeletionVectors;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.storage.FileCache;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.FileIO;

/**
 * What one mention of a table in a query stands for in one task.
 *
 * @param io of the table
 */
public record TaskRelation(Schema schema, List<ScannedFile> files, FileIO io) implements Serializable {
    public TaskRelation {
        files = List.copyOf(files);
        requireNonNull(io, "io is null");
    }

    /** @param lease keeps the files local while they are read */
    public FileRelation relation(FileCache.Lease lease) {
        List<String> paths = lease.paths(io, files);
        List<DataFileRef> local = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            List<DeleteFile> deletes = files.get(i).deletes();
            local.add(
                    deletes.isEmpty()
                            ? new DataFileRef(paths.get(i))
                            : new DataFileRef(paths.get(i), DeletionVectors.read(io, deletes)::forEach));
        }
        return new FileRelation(schema, local, SystemColumns.names());
    }
}
