package io.millrace.server.lineage;

import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.SelectText;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.schema.SiblingColumns;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.lineage.LineageRow.Transformation;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionValue.Assignment;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.JobBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** The lineage of a copy job: every column is the field of its name, but for what the job's options compute. */
final class CopyLineage {

    private final KernelSession session;
    private final List<LineageRow> rows = new ArrayList<>();

    CopyLineage(KernelSession session) {
        this.session = session;
    }

    List<LineageRow> of(JobDefinition job, JobBody.Copy copy, Schema target) {
        Optional<String> connection = Optional.of(copy.connection().name());
        List<Assignment> computed =
                job.options().find(JobOptions.COLUMN_TRANSFORMATIONS).orElse(List.of());
        Optional<String> eventTime = job.options().find(JobOptions.EVENT_TIME);
        for (NestedField column : target.columns()) {
            boolean times = column.name().equals(SystemColumns.EVENT_TIME) && eventTime.isPresent();
            if (times) {
                expression(connection, column.name(), column.name(), eventTime.get());
            } else if (SystemColumns.isSystem(column.name())) {
                rows.add(LineageRow.system(connection, column.name()));
            } else {
                field(connection, column, computed);
            }
        }
        filters(connection, job, copy);
        return rows;
    }

    private void field(Optional<String> connection, NestedField column, List<Assignment> computed) {
        String field = source(column);
        boolean whole = computed.stream().anyMatch(one -> one.path().equalsIgnoreCase(column.name()));
        if (!whole) {
            rows.add(new LineageRow(
                    Optional.empty(),
                    connection,
                    Optional.of(field),
                    Optional.of(column.name()),
                    Optional.of(column.name()),
                    Transformation.IDENTITY,
                    Optional.of(field)));
        }
        computed.stream()
                .filter(one -> isOf(one.path(), column.name()))
                .forEach(one -> expression(connection, column.name(), one.path(), one.sql()));
    }

    private static boolean isOf(String path, String column) {
        return path.equalsIgnoreCase(column) || path.regionMatches(true, 0, column + ".", 0, column.length() + 1);
    }

    /** The field that a column holds: not its namesake where that is another column's, or Millrace's own. */
    private static String source(NestedField column) {
        Optional<String> sibling = Optional.ofNullable(column.doc()).flatMap(SiblingColumns::field);
        String name = sibling.orElse(column.name());
        boolean moved = name.endsWith("_") && SystemColumns.isSystem(name.substring(0, name.length() - 1));
        return moved ? name.substring(0, name.length() - 1) : name;
    }

    private void expression(Optional<String> connection, String column, String place, String sql) {
        List<String> fields = fields(sql);
        for (Optional<String> field : fields.isEmpty()
                ? List.of(Optional.<String>empty())
                : fields.stream().map(Optional::of).toList()) {
            rows.add(new LineageRow(
                    Optional.empty(),
                    connection,
                    field,
                    Optional.of(column),
                    Optional.of(place),
                    Transformation.EXPRESSION,
                    Optional.of(sql)));
        }
    }

    /** Expectations that keep rows out, and the columns by which repeated rows are told. */
    private void filters(Optional<String> connection, JobDefinition job, JobBody.Copy copy) {
        for (Expectation one : copy.expectations()) {
            if (one.action() != Expectation.Action.WARN) {
                fields(one.predicate().sql())
                        .forEach(field ->
                                filter(connection, field, one.predicate().sql()));
            }
        }
        job.options()
                .find(JobOptions.DEDUPLICATE_WITH)
                .ifPresent(distinct -> distinct.columns()
                        .forEach(column -> filter(connection, column, JobOptions.DEDUPLICATE_WITH.name())));
    }

    private void filter(Optional<String> connection, String field, String text) {
        rows.add(new LineageRow(
                Optional.empty(),
                connection,
                Optional.of(field),
                Optional.empty(),
                Optional.empty(),
                Transformation.FILTER,
                Optional.of(text)));
    }

    private List<String> fields(String sql) {
        return session
                .analyze(SelectText.expression(sql, new SourceLocation("lineage", 1, 1)), NameDefaults.NONE)
                .columns()
                .stream()
                .map(mention -> String.join(".", mention.names()))
                .distinct()
                .toList();
    }
}
