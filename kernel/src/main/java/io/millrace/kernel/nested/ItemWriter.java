package io.millrace.kernel.nested;

import io.millrace.kernel.nested.Loops.Sharing;
import io.millrace.kernel.nested.Step.Field;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a SELECT list: items that go inside the same column become one. */
final class ItemWriter {
    /** An item and what is left of the path that it goes to. */
    private record Placed(Item item, Path rest) {
        Placed inside() {
            return new Placed(item, rest.without(1));
        }

        boolean isHere() {
            return rest.steps().isEmpty();
        }
    }

    private final SelectText source;
    private final ExpressionWriter expressions;
    private final boolean naming;

    /** @param naming whether items get the names that their columns end in */
    ItemWriter(SelectText source, ExpressionWriter expressions, boolean naming) {
        this.source = source;
        this.expressions = expressions;
        this.naming = naming;
    }

    /** Writes the list; {@code hidden} are columns of ours that {@code *} is not to show. */
    void write(Core core, Env env, List<String> hidden) {
        String separator = "";
        for (List<Item> group : groups(core.items)) {
            Item first = group.get(0);
            expressions.out.add(separator, first.span().from());
            separator = ", ";
            if (group.size() == 1 && first.alias().map(Path::isPlain).orElse(true)) {
                item(first, env, hidden);
            } else {
                String root = first.alias().orElseThrow().root();
                tree(placed(group), env);
                expressions.out.add(
                        " AS " + SqlText.name(root), first.expression().to());
            }
        }
    }

    /** Whether several items go into one column. */
    boolean merges(Core core) {
        return groups(core.items).size() < core.items.size();
    }

    private List<Placed> placed(List<Item> group) {
        List<Placed> placed = new ArrayList<>();
        for (Item item : group) {
            placed.add(new Placed(item, item.alias().orElseThrow().without(1)));
        }
        return placed;
    }

    /** Items by the column that they go to, where one of them goes inside it. */
    private static List<List<Item>> groups(List<Item> items) {
        Map<String, List<Item>> nested = new LinkedHashMap<>();
        for (Item item : items) {
            if (item.alias().filter(path -> !path.isPlain()).isPresent()) {
                nested.put(root(item), new ArrayList<>());
            }
        }
        List<List<Item>> groups = new ArrayList<>();
        for (Item item : items) {
            List<Item> group = item.alias().isPresent() ? nested.get(root(item)) : null;
            if (group == null) {
                groups.add(List.of(item));
            } else {
                if (group.isEmpty()) {
                    groups.add(group);
                }
                group.add(item);
            }
        }
        return groups;
    }

    private static String root(Item item) {
        return item.alias().orElseThrow().root().toLowerCase(Locale.ROOT);
    }

    private void item(Item item, Env env, List<String> hidden) {
        Out out = expressions.out;
        if (item.isStar() && !hidden.isEmpty()) {
            star(item, env, hidden);
            return;
        }
        boolean nameless = naming && item.alias().isEmpty() && expressions.isMention(item.expression());
        value(item, env);
        boolean leading = item.expression().from() > item.span().from();
        if (item.type().isPresent() || leading) {
            out.add(
                    " AS " + SqlText.name(item.alias().orElseThrow().root()),
                    item.expression().to());
        } else if (nameless && isRewritten(item, env)) {
            Path path = expressions.mentionAt(item.expression().from()).path();
            out.add(" AS " + SqlText.name(path.last()), item.expression().to());
        } else {
            out.copy(item.expression().to(), item.span().to());
        }
    }

    private boolean isRewritten(Item item, Env env) {
        Found.Mention mention = expressions.mentionAt(item.expression().from());
        return mention.hasArrays()
                || expressions.resolver().resolve(mention, env).let().isPresent();
    }

    private void value(Item item, Env env) {
        item.type()
                .ifPresent(
                        type -> expressions.out.add("CAST(", item.expression().from()));
        expressions.value(item.expression(), env, Sharing.SHARED);
        expressions.out.end(item.expression().to());
        item.type().ifPresent(type -> {
            expressions.out.add(" AS ", type.from());
            expressions.out.copy(type.from(), type.to());
            expressions.out.add(")", type.to());
        });
    }

    private void star(Item item, Env env, List<String> hidden) {
        Tokens tokens = new Tokens(source);
        int star = tokens.at(item.span().from());
        String list = String.join(", ", hidden);
        Out out = expressions.out;
        boolean excludes = tokens.is(star + 1, "EXCLUDE") || tokens.is(star + 1, "EXCEPT");
        int from = tokens.end(star);
        out.copy(item.span().from(), from);
        if (excludes && tokens.is(star + 2, "(")) {
            out.add(" EXCLUDE (" + list + ", ", from);
            from = tokens.end(star + 2);
        } else if (excludes) {
            out.add(" EXCLUDE (" + list + ", ", from);
            int name = star + 2;
            while (tokens.is(name + 1, ".")) {
                name += 2;
            }
            out.copy(tokens.start(star + 2), tokens.end(name));
            out.add(")", tokens.end(name));
            from = tokens.end(name);
        } else {
            out.add(" EXCLUDE (" + list + ")", from);
        }
        expressions.copy(new Span(from, item.span().to()), env);
    }

    private void tree(List<Placed> placed, Env env) {
        if (placed.stream().anyMatch(Placed::isHere)) {
            requireAlone(placed);
            value(placed.get(0).item(), env);
            return;
        }
        boolean array = placed.get(0).rest().isEach(0);
        for (Placed one : placed) {
            if (one.rest().isEach(0) != array) {
                throw error(
                        one.item(),
                        ErrorCode.DUPLICATE_COLUMN,
                        "Cannot make both a record and an array of: "
                                + one.item().alias().orElseThrow().root());
            }
        }
        if (array) {
            array(placed, env);
        } else {
            record(placed, env);
        }
    }

    private void requireAlone(List<Placed> placed) {
        if (placed.size() > 1) {
            Item second = placed.get(1).item();
            throw error(
                            second,
                            ErrorCode.DUPLICATE_COLUMN,
                            "Cannot put two expressions in one place: "
                                    + second.alias().orElseThrow())
                    .withHint("give one of them another name with AS");
        }
    }

    private void record(List<Placed> placed, Env env) {
        Map<String, List<Placed>> fields = new LinkedHashMap<>();
        for (Placed one : placed) {
            fields.computeIfAbsent(field(one).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(one);
        }
        Out out = expressions.out;
        String before = "struct_pack(";
        for (List<Placed> field : fields.values()) {
            int origin = field.get(0).item().span().from();
            out.add(before + SqlText.name(field(field.get(0))) + " := ", origin);
            tree(field.stream().map(Placed::inside).toList(), env);
            before = ", ";
        }
        out.add(")", placed.get(placed.size() - 1).item().expression().to());
    }

    private static String field(Placed placed) {
        return ((Field) placed.rest().steps().get(0)).name();
    }

    /** Arrays of the place match those of the inputs from the outside; the last one takes all that are left. */
    private void array(List<Placed> placed, Env env) {
        Loops longest = new Loops(List.of(), env);
        for (Placed one : placed) {
            Loops loops = loops(one, env);
            longest = loops.list().size() > longest.list().size() ? loops : longest;
        }
        for (Placed one : placed) {
            Loops loops = loops(one, env);
            boolean last = one.rest().arrays() == 1;
            int count = loops.list().size();
            boolean fits = loops.arrays().equals(longest.arrays().subList(0, count))
                    && (last || count == longest.list().size() || count == 0);
            if (!fits) {
                throw error(
                                one.item(),
                                ErrorCode.INVALID_QUERY,
                                "Cannot put the elements of different arrays into one: "
                                        + one.item().alias().orElseThrow())
                        .withHint(
                                "arrays of the result match those of the inputs from the outside; ZIP makes one array of"
                                        + " several");
            }
        }
        List<Placed> inside = placed.stream().map(Placed::inside).toList();
        Span place = placed.get(0).item().expression();
        if (longest.list().isEmpty()) {
            expressions.out.add("[", place.from());
            tree(inside, env);
            expressions.out.add("]", place.to());
        } else {
            expressions.loop(longest, place, inner -> tree(inside, inner));
        }
    }

    private Loops loops(Placed placed, Env env) {
        Loops all = expressions.loops().of(placed.item().expression(), env, Sharing.SHARED);
        return placed.rest().arrays() > 1 && all.list().size() > 1 ? all.first(1) : all;
    }

    private MillraceException error(Item item, ErrorCode code, String message) {
        return new MillraceException(code, source.location(item.span().from()), message);
    }
}
