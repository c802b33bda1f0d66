package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.select.Rendered;
import io.millrace.kernel.type.DuckType;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.IcebergTypes;
import io.millrace.kernel.type.SqlText;
import java.util.ArrayList;
import java.util.List;

/** A query with what its result columns are cast to, and which of them are wanted. */
public final class Projection {
    /** A result column by its index, under a name, in a type. */
    private record Item(int output, Field field) {}

    private final BoundSelect bound;
    private final List<Item> items;

    private Projection(BoundSelect bound, List<Item> items) {
        this.bound = bound;
        this.items = List.copyOf(items);
    }

    /**
     * The result as rows of a table.
     *
     * @throws io.millrace.spi.error.MillraceException TYPE_MISMATCH, at the expression, for a column whose values the
     *     table's type does not hold
     */
    public static Projection into(BoundSelect bound, List<TargetColumn> targets) {
        requireNonNull(bound, "bound is null");
        List<Item> items = new ArrayList<>();
        for (TargetColumn target : targets) {
            SafeCasts.require(bound.columns().get(target.output()), target);
            items.add(new Item(target.output(), new Field(target.name(), IcebergTypes.toDuck(target.type()))));
        }
        return new Projection(bound, items);
    }

    /** The whole result in types that tables have; throws TYPE_MISMATCH where there is none. */
    public static Projection stored(BoundSelect bound) {
        List<Item> items = new ArrayList<>();
        for (OutputColumn column : bound.columns()) {
            column.requireStorable();
            DuckType type = IcebergTypes.exported(column.type()).orElseThrow();
            items.add(new Item(items.size(), new Field(column.name(), type)));
        }
        return new Projection(bound, items);
    }

    /** The whole result in types that can be printed. */
    public static Projection printed(BoundSelect bound) {
        List<Item> items = new ArrayList<>();
        for (OutputColumn column : bound.columns()) {
            items.add(new Item(items.size(), new Field(column.name(), IcebergTypes.printed(column.type()))));
        }
        return new Projection(bound, items);
    }

    public BoundSelect bound() {
        return bound;
    }

    /** The columns of the result: names and types. */
    public List<Field> fields() {
        return items.stream().map(Item::field).toList();
    }

    Rendered wrap(Rendered query) {
        if (isWhole()) {
            return query;
        }
        StringBuilder list = new StringBuilder("SELECT ");
        for (Item item : items) {
            String column = "c" + item.output();
            boolean same = type(item.output()).equals(item.field().type());
            list.append(
                            same
                                    ? column
                                    : "CAST(" + column + " AS "
                                            + item.field().type().text() + ")")
                    .append(" AS ")
                    .append(SqlText.name(item.field().name()))
                    .append(", ");
        }
        list.setLength(list.length() - 2);
        StringBuilder names = new StringBuilder("\n) AS result(");
        for (int i = 0; i < bound.columns().size(); i++) {
            names.append(i == 0 ? "c" : ", c").append(i);
        }
        return query.within(list.append(" FROM (").toString(), names.append(')').toString());
    }

    private boolean isWhole() {
        boolean whole = items.size() == bound.columns().size();
        for (int i = 0; whole && i < items.size(); i++) {
            whole = items.get(i).output() == i
                    && (bound.columns().get(i).isNamed()
                            || bound.select().source().rewriting().isEmpty())
                    && type(i).equals(items.get(i).field().type());
        }
        return whole;
    }

    private DuckType type(int output) {
        return bound.columns().get(output).type();
    }
}
