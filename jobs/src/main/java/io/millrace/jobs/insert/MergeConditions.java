package io.millrace.jobs.insert;

import io.millrace.jobs.insert.MergeRules.Rule;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.tree.JobBody.When.Effect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The conditions of a MERGE over rows of its query and, side by side with them, what they match. */
final class MergeConditions {
    private static final String PAIRS = "millrace_pairs";
    private static final String ROWS = "millrace_rows";
    private static final String MATCHES = "millrace_matches";
    private static final Schema PAIR = new Schema(
            NestedField.optional(1, "r", Types.LongType.get()), NestedField.optional(2, "m", Types.LongType.get()));

    private final InsertSpec spec;
    private final MergeRules rules;
    private final BoundSelect bound;
    private final Schema target;
    private final KernelSession session;

    /** @param bound the query as it is run */
    MergeConditions(InsertSpec spec, BoundSelect bound, Schema target, KernelSession session) {
        this.spec = spec;
        this.rules = spec.keyed().merge();
        this.bound = bound;
        this.target = target;
        this.session = session;
    }

    /** Throws what is wrong with any of them. */
    void check() {
        rules.rules().stream().filter(Rule::isConditional).forEach(rule -> {
            if (rule.effect() == Effect.INSERT && rules.looksAtTarget(rule)) {
                throw new MillraceException(
                                ErrorCode.INVALID_QUERY,
                                rule.condition().location(),
                                "Cannot insert by a condition over the target: what is inserted matches no row of it")
                        .withHint("write the condition over columns of the query");
            }
            bind(rule, ofTarget(), table -> shape(table.name().table()));
        });
    }

    /** The columns of the target that have to be there to be matched, as SQL names them. */
    List<NestedField> columns() {
        return rules.targetColumns().stream().map(this::column).toList();
    }

    /**
     * Adds the rows that fulfil a condition.
     *
     * @param result the rows of the query
     * @param rows which of them to look at
     * @param matches the row that each matches; any number where the condition does not look at the target
     * @param of what is matched: rows of the target, or of the query itself
     */
    void addTo(BitSet fulfilling, Rule rule, StoredResult result, int[] rows, int[] matches, Matched of) {
        Relation pairs = pairs(rows, matches);
        RelationLookup lookup = table -> switch (table.name().table()) {
            case PAIRS -> pairs;
            case ROWS -> result.relation();
            default -> of.result.relation();
        };
        BoundSelect condition = bind(rule, of.columns, lookup);
        KeyedRows.addTo(fulfilling, session.stream(Projection.stored(condition), lookup, RunTimes.NONE));
    }

    /** What rows match, and its columns by the names that the target has for them. */
    record Matched(StoredResult result, String columns) {}

    /** Rows of the target that were read with {@link #columns}. */
    Matched target(StoredResult rows) {
        return new Matched(rows, ofTarget());
    }

    /** Rows of the query, as they would be in the target. */
    Matched query(StoredResult rows) {
        List<TargetColumn> written = ColumnMapping.targets(spec, bound, target);
        String columns = columns().stream()
                .map(field -> written.stream()
                                .filter(column -> column.name().equals(field.name()))
                                .findFirst()
                                .map(column -> SqlText.name(
                                        bound.columns().get(column.output()).name()))
                                .map(name -> "CAST(" + name + " AS " + type(field) + ")")
                                .orElse("CAST(NULL AS " + type(field) + ")")
                        + " AS " + SqlText.name(field.name()) + ", ")
                .collect(Collectors.joining());
        return new Matched(rows, columns);
    }

    private String ofTarget() {
        return columns().stream()
                .map(field -> SqlText.name(field.name()) + ", ")
                .collect(Collectors.joining());
    }

    private BoundSelect bind(Rule rule, String columns, RelationLookup lookup) {
        String row = StoredResult.ROW;
        String matches = "(SELECT " + columns + row + " FROM " + MATCHES + ") AS " + SqlText.name(rules.target());
        String from = " FROM " + PAIRS + " JOIN " + source(rule) + " ON " + SqlText.name(rules.source()) + "." + row
                + " = " + PAIRS + ".r"
                + (rules.looksAtTarget(rule)
                        ? " JOIN " + matches + " ON " + SqlText.name(rules.target()) + "." + row + " = " + PAIRS + ".m"
                        : "");
        io.millrace.sql.tree.SqlText written = rule.condition();
        boolean computed = InsertedValues.of(spec).isPresent() && rules.isOfSource(rule);
        String sql = computed ? InsertedValues.condition(rules.conditions().indexOf(written)) : written.sql();
        SelectText text = new SelectText(sql, written.location())
                .within("SELECT " + PAIRS + ".r AS r" + from + " WHERE CAST((", "\n) AS BOOLEAN)");
        return session.bind(session.analyze(text, NameDefaults.NONE), lookup);
    }

    /** The rows of the query under the names that it has for its columns. */
    private String source(Rule rule) {
        String alias = " AS " + SqlText.name(rules.source());
        if (InsertedValues.of(spec).isEmpty() || rules.isOfSource(rule)) {
            return ROWS + alias;
        }
        String columns = rules.sourceColumns().stream()
                .map(name -> InsertedValues.source(name) + " AS " + SqlText.name(name) + ", ")
                .collect(Collectors.joining());
        return "(SELECT " + columns + StoredResult.ROW + " FROM " + ROWS + ")" + alias;
    }

    private Relation shape(String table) {
        return switch (table) {
            case PAIRS -> pairs(new int[0], new int[0]);
            case ROWS -> StoredResult.relation(bound);
            default -> FileRelation.empty(withRow(), SystemColumns.names());
        };
    }

    private Schema withRow() {
        List<NestedField> fields = new ArrayList<>(target.columns());
        fields.add(NestedField.optional(999_999, StoredResult.ROW, Types.LongType.get()));
        return new Schema(fields);
    }

    private static BatchRelation pairs(int[] rows, int[] matches) {
        Column left = new Column("r");
        Column right = new Column("m");
        IntStream.range(0, rows.length).forEach(i -> {
            left.longs(Kind.BIGINT).append(i, rows[i]);
            right.longs(Kind.BIGINT).append(i, matches[i]);
        });
        return new BatchRelation(PAIR, new Batch(rows.length, List.of(left, right)), Set.of());
    }

    private NestedField column(String name) {
        NestedField field = target.caseInsensitiveFindField(name);
        if (field != null && target.columns().contains(field)) {
            return field;
        }
        Rule naming = rules.rules().stream()
                .filter(rules::looksAtTarget)
                .filter(rule -> rule.condition().sql().contains(name.replaceFirst("^_", "")))
                .findFirst()
                .orElseThrow();
        throw new MillraceException(
                        ErrorCode.COLUMN_NOT_FOUND,
                        naming.condition().location(),
                        "Cannot find column of " + spec.body().target() + ": " + name)
                .withHint(Suggestions.hint(
                        name, target.columns().stream().map(NestedField::name).toList()));
    }

    private static String type(NestedField field) {
        return IcebergTypes.toDuck(field.type()).text();
    }
}
