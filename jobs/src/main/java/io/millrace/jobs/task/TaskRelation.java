package io.millrace.jobs.task;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.QueryRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.WindowReading;
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
 * @param content what its rows are
 */
public record TaskRelation(Schema schema, List<ScannedFile> files, FileIO io, Content content) implements Serializable {
    /** What the rows of the files are. */
    public sealed interface Content extends Serializable {
        /** Those of the table. */
        record Rows() implements Content {}

        /** Those of the table, put into windows. */
        record Windows(Window window, WindowReading reading) implements Content {
            public Windows {
                requireNonNull(window, "window is null");
                requireNonNull(reading, "reading is null");
            }
        }

        /**
         * Partial states of a materialized view.
         *
         * @param rows the columns of what is read of the view
         */
        record States(ViewRecipe recipe, ViewReading reading, Schema rows) implements Content {
            public States {
                requireNonNull(recipe, "recipe is null");
                requireNonNull(reading, "reading is null");
                requireNonNull(rows, "rows is null");
            }
        }
    }

    public TaskRelation {
        files = List.copyOf(files);
        requireNonNull(io, "io is null");
        requireNonNull(content, "content is null");
    }

    /** The rows of a table. */
    public TaskRelation(Schema schema, List<ScannedFile> files, FileIO io) {
        this(schema, files, io, new Content.Rows());
    }

    /** The same, put into windows. */
    public TaskRelation windowed(Window window, WindowReading reading) {
        return new TaskRelation(schema, files, io, new Content.Windows(window, reading));
    }

    /** @param lease keeps the files local while they are read */
    public Relation relation(FileCache.Lease lease) {
        List<String> paths = lease.paths(io, files);
        List<DataFileRef> local = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            List<DeleteFile> deletes = files.get(i).deletes();
            local.add(
                    deletes.isEmpty()
                            ? new DataFileRef(paths.get(i))
                            : new DataFileRef(paths.get(i), DeletionVectors.read(io, deletes)::forEach));
        }
        return relation(local);
    }

    /** Over the files where they are stored, as if no row was deleted: for plans. */
    public Relation stored() {
        return relation(
                files.stream().map(ScannedFile::location).map(DataFileRef::new).toList());
    }

    private Relation relation(List<DataFileRef> refs) {
        FileRelation read = new FileRelation(schema, refs, SystemColumns.names());
        if (content instanceof Content.Windows windows) {
            return new WindowRelation(read, windows.window(), windows.reading());
        }
        return content instanceof Content.States view
                ? new QueryRelation(read, view.recipe(), view.reading(), view.rows())
                : read;
    }
}
