package io.millrace.jobs.insert;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.lake.SystemColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.iceberg.Schema;

/** What one mention of a table in the query stands for in one task. */
record TaskRelation(Schema schema, List<String> files) implements Serializable {
    TaskRelation {
        files = List.copyOf(files);
    }

    FileRelation relation() {
        return new FileRelation(schema, files.stream().map(DataFileRef::new).toList(), SystemColumns.names());
    }
}
