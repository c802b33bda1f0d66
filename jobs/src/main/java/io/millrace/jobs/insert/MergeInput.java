package io.millrace.jobs.insert;

import io.millrace.jobs.insert.MergeRules.Rule;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.select.ColumnMention;
import io.millrace.kernel.select.SelectText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a condition of a MERGE looks at.
 *
 * @param condition as written
 * @param outputs the result columns of the job's query, by their index
 * @param target columns of the target
 */
public record MergeInput(String condition, Set<Integer> outputs, Set<String> target) {
    public MergeInput {
        outputs = Set.copyOf(outputs);
        target = Set.copyOf(target);
    }

    /**
     * Those of all conditions of a job; none if it is no MERGE.
     *
     * @param bound {@link InsertSpec#text}
     */
    public static List<MergeInput> of(InsertSpec spec, BoundSelect bound, KernelSession session) {
        MergeRules rules = spec.keyed().merge();
        List<MergeInput> inputs = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            if (rule.isConditional()) {
                MergeRules one = new MergeRules(rules.target(), rules.source(), rules.keys(), List.of(rule));
                inputs.add(new MergeInput(
                        rule.condition().sql(), outputs(names(spec, rule, one, session), bound), one.targetColumns()));
            }
        }
        return inputs;
    }

    private static Set<String> names(InsertSpec spec, Rule rule, MergeRules one, KernelSession session) {
        Set<String> names = new LinkedHashSet<>();
        if (InsertedValues.of(spec).isPresent()) {
            int number = spec.keyed().merge().conditions().indexOf(rule.condition());
            names.add(number < 0 ? "" : InsertedValues.conditionName(number));
            one.sourceColumns().forEach(column -> names.add(InsertedValues.sourceName(column)));
            return names;
        }
        SelectText text =
                SelectText.expression(rule.condition().sql(), rule.condition().location());
        for (ColumnMention mention : session.analyze(text, spec.defaults()).columns()) {
            List<String> path = mention.names();
            boolean qualified = path.size() > 1 && path.get(0).equalsIgnoreCase(one.source());
            boolean ofTarget = path.size() > 1 && path.get(0).equalsIgnoreCase(one.target());
            if (!ofTarget) {
                names.add(path.get(qualified ? 1 : 0));
            }
        }
        return names;
    }

    private static Set<Integer> outputs(Set<String> names, BoundSelect bound) {
        Set<Integer> outputs = new LinkedHashSet<>();
        IntStream.range(0, bound.columns().size())
                .filter(i -> names.stream()
                        .anyMatch(name ->
                                name.equalsIgnoreCase(bound.columns().get(i).name())))
                .forEach(outputs::add);
        return outputs;
    }
}
