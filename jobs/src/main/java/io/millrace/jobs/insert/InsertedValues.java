package io.millrace.jobs.insert;

import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code INSERT (columns) VALUES (expressions)} as a query over the one of the job: what it yields has the columns that are
 * written, and hidden ones for the conditions.
 */
final class InsertedValues {
    private static final String HIDDEN = "_millrace_merge_";
    private static final String WHEN = HIDDEN + "when_";
    private static final String SOURCE = HIDDEN + "source_";

    private final Mapping.Values values;
    private final MergeRules rules;

    private InsertedValues(Mapping.Values values, MergeRules rules) {
        this.values = values;
        this.rules = rules;
    }

    static Optional<InsertedValues> of(InsertSpec spec) {
        return spec.body().mapping() instanceof Mapping.Values values
                ? Optional.of(new InsertedValues(values, spec.keyed().merge()))
                : Optional.empty();
    }

    static boolean isHidden(String column) {
        return column.startsWith(HIDDEN);
    }

    /** The column that holds whether a row fulfils a condition over the query. */
    static String condition(int number) {
        return SqlText.name(conditionName(number));
    }

    static String conditionName(int number) {
        return WHEN + number;
    }

    /** The column that holds one of the query's. */
    static String source(String column) {
        return SqlText.name(sourceName(column));
    }

    static String sourceName(String column) {
        return SOURCE + column;
    }

    /** @param carried columns of the query that are handed on as they are */
    SelectText apply(SelectText query, List<String> carried) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < values.columns().size(); i++) {
            String name = SqlText.name(column(values.columns().get(i)));
            items.add("(" + values.values().get(i).sql() + "\n) AS " + name);
        }
        String source = SqlText.name(rules.source());
        rules.keys().forEach((from, to) -> {
            if (!isWritten(to)) {
                items.add(source + "." + SqlText.name(from) + " AS " + SqlText.name(to));
            }
        });
        for (int i = 0; i < rules.conditions().size(); i++) {
            items.add("CAST((" + rules.conditions().get(i).sql() + "\n) AS BOOLEAN) AS " + condition(i));
        }
        rules.sourceColumns().forEach(name -> items.add(source + "." + SqlText.name(name) + " AS " + source(name)));
        carried.forEach(name -> items.add(source + "." + SqlText.name(name)));
        return query.within("SELECT " + String.join(", ", items) + " FROM (", "\n) AS " + source);
    }

    /** Throws what is wrong with the expressions, each at its place. */
    void check(BoundSelect query, KernelSession session) {
        String from = "\n) AS v FROM " + SqlText.name(rules.source());
        Stream.concat(values.values().stream(), rules.conditions().stream())
                .map(expression -> new SelectText(expression.sql(), expression.location()).within("SELECT (", from))
                .forEach(text ->
                        session.bind(session.analyze(text, NameDefaults.NONE), table -> StoredResult.relation(query)));
    }

    private boolean isWritten(String column) {
        return values.columns().stream().anyMatch(written -> column(written).equalsIgnoreCase(column));
    }

    private static String column(ColumnPath path) {
        Identifier last = path.parts().get(path.parts().size() - 1);
        return last.kind() == Identifier.Kind.SYSTEM ? "_" + last.name() : last.name();
    }
}
