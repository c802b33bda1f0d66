package io.millrace.kernel;

import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.ColumnMention;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.Rendered;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An expression and the columns it reads. */
final class ExpressionPlan {
    private final String name;
    private final AnalyzedSelect select;
    private final Map<List<String>, Integer> inputs = new LinkedHashMap<>();
    private final List<List<String>> paths = new ArrayList<>();
    private final Map<List<String>, Optional<Variant>> variants = new HashMap<>();

    private ExpressionPlan(String name, AnalyzedSelect select) {
        this.name = name;
        this.select = select;
        for (ColumnMention column : select.columns()) {
            if (inputs.putIfAbsent(lower(column.names()), paths.size()) == null) {
                paths.add(column.names());
            }
        }
    }

    static ExpressionPlan create(KernelSession session, Expression expression, NameDefaults defaults) {
        SelectText text = SelectText.expression(expression.sql(), expression.origin());
        AnalyzedSelect select = session.analyze(text, defaults);
        if (!select.tables().isEmpty()
                || select.usesRunTimes()
                || !select.isPerRow()
                || select.items().size() != 1
                || select.items().get(0).star()) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            expression.origin(),
                            "Cannot compute from one record: " + expression.sql())
                    .withHint("an expression over the fields of a record can stand here");
        }
        ExpressionPlan plan = new ExpressionPlan(expression.name(), select);
        plan.check(session);
        return plan;
    }

    /** Without any value an expression can be bound, unless it is wrong whatever its columns are. */
    private void check(KernelSession session) {
        Rendered sql = select.renderExpression(column -> "NULL");
        try {
            session.engine().describe("SELECT " + sql.text());
        } catch (EngineException e) {
            boolean certain =
                    e.error().type().equals("Catalog") || e.error().type().equals("Parser");
            if (certain) {
                Rendered whole = sql.within("SELECT ", "");
                throw new ErrorTranslator(select, whole, List.of(), session.functions()).translate(e.error(), e);
            }
        }
    }

    PlannedBatch over(Batch batch) {
        List<Optional<Column>> columns = new ArrayList<>();
        for (List<String> path : paths) {
            columns.add(find(batch, path));
        }
        return new PlannedBatch(this, columns, batch.rows());
    }

    String name() {
        return name;
    }

    /** The expression in brackets, with other names for its columns, perhaps cast to text. */
    String render(List<String> names, boolean asText) {
        Rendered sql = select.renderExpression(column -> {
            String input = names.get(inputs.get(lower(column.names())));
            return asText ? "CAST(" + input + " AS VARCHAR)" : input;
        });
        return "(" + sql.text() + "\n)";
    }

    /** How DuckDB takes the expression, by the types of its inputs. */
    Map<List<String>, Optional<Variant>> variants() {
        return variants;
    }

    private static Optional<Column> find(Batch batch, List<String> path) {
        Optional<Column> column = find(batch.columns(), path.get(0));
        for (int i = 1; i < path.size() && column.isPresent(); i++) {
            String part = path.get(i);
            column = column.flatMap(parent -> parent.find(Kind.STRUCT))
                    .flatMap(struct -> find(((StructVector) struct).fields(), part));
        }
        return column;
    }

    private static Optional<Column> find(List<Column> columns, String name) {
        Optional<Column> exact =
                columns.stream().filter(column -> column.name().equals(name)).findFirst();
        return exact.isPresent()
                ? exact
                : columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .findFirst();
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    }
}
