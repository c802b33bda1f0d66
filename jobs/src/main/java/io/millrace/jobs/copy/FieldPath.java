package io.millrace.jobs.copy;

import io.millrace.lake.schema.Values;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The way to a field through structs: {@code customer.email}; parts in double quotes are taken as they are. */
record FieldPath(List<String> parts) {
    FieldPath {
        parts = List.copyOf(parts);
    }

    static FieldPath parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new FieldPath(parts);
    }

    /** The columns with the field's values replaced; a field that is not there is added where its struct is. */
    List<Column> replace(List<Column> columns, Column values) {
        return replace(columns, values, 0);
    }

    private List<Column> replace(List<Column> columns, Column values, int depth) {
        String name = parts.get(depth);
        boolean last = depth == parts.size() - 1;
        List<Column> replaced = new ArrayList<>(columns.size() + 1);
        boolean found = false;
        for (Column column : columns) {
            if (!column.name().equalsIgnoreCase(name)) {
                replaced.add(column);
                continue;
            }
            found = true;
            replaced.add(last ? named(column.name(), values) : withinStructs(column, values, depth));
        }
        if (!found && last) {
            replaced.add(named(name, values));
        }
        return replaced;
    }

    private Column withinStructs(Column column, Column values, int depth) {
        Column copy = named(column.name(), column);
        column.find(Kind.STRUCT).ifPresent(vector -> {
            StructVector structs = (StructVector) vector;
            Column held = within(structs, values);
            copy.put(Kind.STRUCT, structs.withFields(replace(structs.fields(), held, depth + 1)));
        });
        return copy;
    }

    /** The values of rows that have the struct: a field cannot be where its struct is not. */
    private static Column within(StructVector structs, Column values) {
        Column held = new Column(values.name());
        for (Kind kind : values.kinds()) {
            Vector vector = values.find(kind).orElseThrow();
            BitSet chosen = new BitSet();
            for (int i = 0; i < vector.size(); i++) {
                chosen.set(i, structs.indexOf(vector.slots()[i]) >= 0);
            }
            boolean all = chosen.cardinality() == vector.size();
            if (all) {
                held.put(kind, vector);
            } else {
                Values.choose(kind, vector, chosen).find(kind).ifPresent(left -> held.put(kind, left));
            }
        }
        return held;
    }

    private static Column named(String name, Column column) {
        Column copy = new Column(name);
        column.kinds().forEach(kind -> copy.put(kind, column.find(kind).orElseThrow()));
        return copy;
    }
}
