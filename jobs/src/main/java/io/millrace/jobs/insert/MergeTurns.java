package io.millrace.jobs.insert;

import io.millrace.jobs.insert.MergeConditions.Matched;
import io.millrace.jobs.insert.MergeRules.Rule;
import io.millrace.kernel.StoredResult;
import io.millrace.sql.tree.JobBody.When.Effect;
import java.util.BitSet;
import java.util.stream.IntStream;

/** What each key has while rows are applied: a row of the target, a row of the query, or none. */
final class MergeTurns {
    private final MergeRules rules;
    private final MergeConditions conditions;
    private final KeyGroups keys;
    private final int[] has;
    private final BitSet ofQuery = new BitSet();
    private final StoredResult result;
    private final Matched inTarget;
    private final Matched inQuery;

    /** @param has the row of the target that each key has, less than 0 for none; is changed */
    MergeTurns(
            MergeRules rules,
            MergeConditions conditions,
            KeyGroups keys,
            int[] has,
            StoredResult result,
            StoredResult current) {
        this.rules = rules;
        this.conditions = conditions;
        this.keys = keys;
        this.has = has;
        this.result = result;
        this.inTarget = conditions.target(current);
        this.inQuery = conditions.query(result);
    }

    /** Applies rows of which no two have the same key. */
    void apply(int[] rows) {
        BitSet matched = new BitSet();
        BitSet others = new BitSet();
        for (int row : rows) {
            (has[keys.of(row)] < 0 ? others : matched).set(row);
        }
        applyMatched(matched);
        applyOthers(others);
    }

    private void applyMatched(BitSet rows) {
        for (Rule rule : rules.rules()) {
            if (rule.effect() == Effect.INSERT) {
                continue;
            }
            BitSet hit = fulfilling(rule, rows);
            hit.stream().forEach(row -> {
                boolean stands = rule.effect() == Effect.REPLACE;
                has[keys.of(row)] = stands ? row : -1;
                ofQuery.set(keys.of(row), stands);
            });
            rows.andNot(hit);
        }
    }

    /** A row that would delete whatever it matches is not inserted. */
    private void applyOthers(BitSet rows) {
        for (Rule rule : rules.rules()) {
            if (rule.effect() == Effect.DELETE && rules.isOfSource(rule)) {
                rows.andNot(fulfilling(rule, rows));
            } else if (rule.effect() == Effect.INSERT) {
                fulfilling(rule, rows).stream().forEach(row -> {
                    has[keys.of(row)] = row;
                    ofQuery.set(keys.of(row));
                });
            }
        }
    }

    private BitSet fulfilling(Rule rule, BitSet rows) {
        if (!rule.isConditional()) {
            return (BitSet) rows.clone();
        }
        BitSet fulfilling = new BitSet();
        if (rules.looksAtTarget(rule)) {
            addTo(fulfilling, rule, rows.stream().filter(row -> !ofQuery.get(keys.of(row))), inTarget);
            addTo(fulfilling, rule, rows.stream().filter(row -> ofQuery.get(keys.of(row))), inQuery);
        } else {
            addTo(fulfilling, rule, rows.stream(), inTarget);
        }
        return fulfilling;
    }

    private void addTo(BitSet fulfilling, Rule rule, IntStream some, Matched of) {
        int[] rows = some.toArray();
        int[] matches = IntStream.of(rows).map(row -> has[keys.of(row)]).toArray();
        if (rows.length > 0) {
            conditions.addTo(fulfilling, rule, result, rows, matches, of);
        }
    }

    /** The rows of the query that do not stand. */
    BitSet others() {
        BitSet rows = new BitSet();
        rows.set(0, keys.rows());
        ofQuery.stream().forEach(key -> rows.clear(has[key]));
        return rows;
    }

    /** The keys that have another row than before. */
    BitSet changed(int[] before) {
        BitSet changed = (BitSet) ofQuery.clone();
        for (int key = 0; key < before.length; key++) {
            if (before[key] >= 0 && has[key] < 0) {
                changed.set(key);
            }
        }
        return changed;
    }
}
