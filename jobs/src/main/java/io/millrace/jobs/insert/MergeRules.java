package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.sql.token.SqlToken;
import io.millrace.sql.token.SqlTokens;
import io.millrace.sql.tree.JobBody.When.Effect;
import io.millrace.sql.tree.SqlText;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What MERGE does with the rows of its query.
 *
 * @param target the name that conditions have for rows of the target
 * @param source the name that conditions and values have for rows of the query
 * @param keys the column of the target that ON compares with a column of the query that has another name; that one in lower case
 * @param rules in order, those of rows that match first: the first that a row fulfils decides
 */
public record MergeRules(String target, String source, Map<String, String> keys, List<Rule> rules)
        implements Serializable {
    /** Of a job that has none: rows are inserted and replaced. */
    public static final MergeRules NONE = new MergeRules("", "source", Map.of(), List.of());

    /**
     * What becomes of rows; of an INSERT those that match none.
     *
     * @param condition that they fulfil; empty text for all
     */
    public record Rule(Effect effect, SqlText condition) implements Serializable {
        public Rule {
            requireNonNull(effect, "effect is null");
            requireNonNull(condition, "condition is null");
        }

        boolean isConditional() {
            return !condition.sql().isEmpty();
        }
    }

    public MergeRules {
        requireNonNull(target, "target is null");
        requireNonNull(source, "source is null");
        keys = Map.copyOf(keys);
        List<Rule> all = rules;
        rules = Stream.concat(
                        all.stream().filter(rule -> rule.effect() != Effect.INSERT),
                        all.stream().filter(rule -> rule.effect() == Effect.INSERT))
                .toList();
    }

    /**
     * Whether what becomes of a row depends on the row of the target that it matches, or on whether there is one. Otherwise the
     * last row of a key says all: it deletes or it stands.
     */
    public boolean needsTarget() {
        int last = rules.size() - 1;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            boolean simple = switch (rule.effect()) {
                case DELETE -> i < last - 1 && isOfSource(rule);
                case REPLACE -> i == last - 1 && !rule.isConditional();
                case INSERT -> i == last && !rule.isConditional();
            };
            if (!simple) {
                return true;
            }
        }
        return rules.size() == 1;
    }

    /** The conditions over the query alone; those of DELETE where the target need not be known. */
    List<SqlText> conditions() {
        return rules.stream().filter(this::isOfSource).map(Rule::condition).toList();
    }

    /** Whether there is a condition, and none that looks at the target. */
    boolean isOfSource(Rule rule) {
        return rule.isConditional() && columns(rule.condition(), target).isEmpty();
    }

    boolean looksAtTarget(Rule rule) {
        return rule.isConditional() && !isOfSource(rule);
    }

    /** The columns of the target that conditions name, as written. */
    Set<String> targetColumns() {
        Set<String> columns = new LinkedHashSet<>();
        rules.forEach(rule -> columns.addAll(columns(rule.condition(), target)));
        return columns;
    }

    /** The columns of the query that conditions name which look at the target, as written. */
    Set<String> sourceColumns() {
        Set<String> columns = new LinkedHashSet<>();
        rules.stream().filter(this::looksAtTarget).forEach(rule -> columns.addAll(columns(rule.condition(), source)));
        return columns;
    }

    /** The column of the target that a column of the query fills because ON compares them. */
    Optional<String> keyOf(String column) {
        return Optional.ofNullable(keys.get(column.toLowerCase(Locale.ROOT)));
    }

    /** What stands behind {@code alias.} in a text; a system column with its underscore. */
    private static Set<String> columns(SqlText text, String alias) {
        Set<String> columns = new LinkedHashSet<>();
        List<SqlToken> tokens = SqlTokens.split(text.sql());
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean named = tokens.get(i).isName() && tokens.get(i).name().equalsIgnoreCase(alias);
            boolean inner = i > 0 && tokens.get(i - 1).is(".");
            if (named
                    && !inner
                    && tokens.get(i + 1).is(".")
                    && tokens.get(i + 2).isName()) {
                columns.add(tokens.get(i + 2).name().replaceFirst("^\\$", "_"));
            }
        }
        return columns;
    }
}
