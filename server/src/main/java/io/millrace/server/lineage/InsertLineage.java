package io.millrace.server.lineage;

import io.millrace.jobs.insert.ColumnMapping;
import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.MergeInput;
import io.millrace.jobs.insert.ViewStates;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.lineage.Dependency;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.view.ViewQuery;
import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.TableName;
import io.millrace.server.define.InsertSpecs;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.Names;
import io.millrace.server.lineage.LineageRow.Transformation;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.JobBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** The lineage of an insert job: that of its query, in the columns of its target. */
final class InsertLineage {
    private final KernelSession session;
    private final Function<TableName, Optional<LakeTable>> tables;

    InsertLineage(KernelSession session, Function<TableName, Optional<LakeTable>> tables) {
        this.session = session;
        this.tables = tables;
    }

    List<LineageRow> of(JobDefinition job, Schema target) {
        InsertSpec spec = InsertSpecs.of("lineage", job.name(), job.statement(), job.options(), session);
        RelationLookup lookup = use -> ViewStates.empty(table(Names.table(use.name())), session);
        BoundSelect bound = session.bind(session.analyze(spec.text(), spec.defaults()), lookup);
        List<TargetColumn> columns = ColumnMapping.targets(spec, bound, target);
        List<Dependency> dependencies = session.lineage(bound, lookup);
        List<LineageRow> rows = new ArrayList<>();
        if (job.statement().body() instanceof JobBody.View view) {
            ViewQuery query =
                    session.view(new SelectText(view.query().sql(), view.query().location()), Names.DEFAULTS);
            rows.addAll(ViewLineage.of(query, bound, columns, dependencies));
        } else {
            for (TargetColumn column : columns) {
                of(column, dependencies)
                        .forEach(one -> rows.add(
                                row(bound, one, Optional.of(column.name()), Optional.of(place(target, column, one)))));
            }
        }
        rows.addAll(conditions(job, spec, bound, dependencies));
        rows.add(LineageRow.system(Optional.empty(), SystemColumns.COMMIT_TIME));
        dependencies.stream()
                .filter(one -> one.output() == Dependency.ALL)
                .forEach(one -> rows.add(row(bound, one, Optional.empty(), Optional.empty())));
        return rows;
    }

    /** What the conditions of a MERGE decide by: which rows there are. */
    private List<LineageRow> conditions(
            JobDefinition job, InsertSpec spec, BoundSelect bound, List<Dependency> dependencies) {
        List<LineageRow> rows = new ArrayList<>();
        for (MergeInput input : MergeInput.of(spec, bound, session)) {
            dependencies.stream()
                    .filter(one -> input.outputs().contains(one.output()))
                    .map(one -> filter(row(bound, one, Optional.empty(), Optional.empty()), input.condition()))
                    .forEach(rows::add);
            input.target().stream()
                    .sorted()
                    .map(column -> filter(
                            new LineageRow(
                                    Optional.of(job.target()),
                                    Optional.empty(),
                                    Optional.of(column),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Transformation.FILTER,
                                    Optional.empty()),
                            input.condition()))
                    .forEach(rows::add);
        }
        return rows.stream().distinct().toList();
    }

    private static LineageRow filter(LineageRow row, String condition) {
        return new LineageRow(
                row.table(),
                row.connection(),
                row.field(),
                row.column(),
                row.place(),
                Transformation.FILTER,
                Optional.of(condition));
    }

    static Stream<Dependency> of(TargetColumn column, List<Dependency> dependencies) {
        return dependencies.stream().filter(one -> one.output() == column.output());
    }

    private LakeTable table(TableName name) {
        return tables.apply(name)
                .map(LakeTable::refresh)
                .orElseThrow(() -> new MillraceException(ErrorCode.TABLE_NOT_FOUND, "Cannot find table: " + name));
    }

    static LineageRow row(BoundSelect bound, Dependency one, Optional<String> column, Optional<String> place) {
        return new LineageRow(
                one.source()
                        .map(source -> Names.table(
                                bound.select().tables().get(source.table()).name())),
                Optional.empty(),
                one.source().map(Dependency.SourceField::path),
                column,
                place,
                Transformation.valueOf(one.derivation().name()),
                Optional.of(one.expression()));
    }

    /** The path of a value, with the names that the table has for its fields. */
    private static String place(Schema target, TargetColumn column, Dependency one) {
        String written = column.name() + one.place();
        NestedField field = target.caseInsensitiveFindField(written.replace("[]", ".element"));
        return field == null || one.place().isEmpty()
                ? written
                : target.findColumnName(field.fieldId()).replace(".element", "[]");
    }
}
