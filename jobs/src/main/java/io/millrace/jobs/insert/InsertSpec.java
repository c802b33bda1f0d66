package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.nested.FlattenedPaths;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.TimeColumn;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.JobBody;
import java.io.Serializable;
import java.util.List;

/**
 * What an insert job does, in the form in which its tasks carry it.
 *
 * @param select the query as written, without UNNEST
 * @param origin where its text begins in the worksheet
 * @param catalog for names that do not say theirs
 * @param schema for names that do not say theirs
 * @param body the statement, for its target and mapping
 * @param flattened the arrays of the result whose elements get rows: FLATTEN_PATHS
 * @param keyed how the rows replace those of the target; of no key if they are added to them
 * @param missing what becomes of result columns that the target lacks
 * @param time by which its runs read
 */
public record InsertSpec(
        String jobId,
        String jobName,
        String select,
        SourceLocation origin,
        String catalog,
        String schema,
        JobBody.Insert body,
        List<String> flattened,
        Keyed keyed,
        MissingColumns missing,
        TimeColumn time)
        implements Serializable {
    /** ADD_MISSING_COLUMNS. */
    public enum MissingColumns {
        REFUSE,
        ADD
    }

    public InsertSpec {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(select, "select is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(body, "body is null");
        flattened = List.copyOf(flattened);
        requireNonNull(keyed, "keyed is null");
        requireNonNull(time, "time is null");
        requireNonNull(missing, "missing is null");
    }

    /** The same with another query. */
    InsertSpec reading(String other) {
        return new InsertSpec(jobId, jobName, other, origin, catalog, schema, body, flattened, keyed, missing, time);
    }

    /** The same with rows that replace others in another way. */
    InsertSpec keyed(Keyed other) {
        return new InsertSpec(jobId, jobName, select, origin, catalog, schema, body, flattened, other, missing, time);
    }

    /** The query whose result the job writes. */
    public SelectText text() {
        return text(query(), List.of());
    }

    /**
     * The same of another query.
     *
     * @param carried columns of the query that are not to be lost where MERGE lists VALUES
     */
    SelectText text(SelectText query, List<String> carried) {
        SelectText rows = FlattenedPaths.of(flattened).apply(query);
        return InsertedValues.of(this)
                .map(values -> values.apply(rows, carried))
                .orElse(rows);
    }

    /** The rows that MERGE goes by, before it makes of them what it writes. */
    SelectText rows() {
        return FlattenedPaths.of(flattened).apply(query());
    }

    /** The query before its arrays are flattened. */
    public SelectText query() {
        SelectText written = new SelectText(select, origin);
        return body.shape() == JobBody.Shape.ROWS
                ? written
                : written.within(body.shape().word() + "(", "\n)");
    }

    public NameDefaults defaults() {
        return new NameDefaults(catalog, schema, time);
    }
}
