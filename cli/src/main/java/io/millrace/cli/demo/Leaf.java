package io.millrace.cli.demo;

import io.millrace.server.Result.Heading;
import io.millrace.sql.Worksheet;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.DataType;
import io.millrace.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A column that holds values and no further columns, by its path: {@code items[].name}. */
record Leaf(String path) {
    static List<Leaf> of(List<Heading> columns) {
        List<Leaf> leaves = new ArrayList<>();
        for (Heading column : columns) {
            String sql = "CREATE TABLE t (c " + column.type() + ")";
            Statement.CreateTable table = (Statement.CreateTable)
                    Worksheet.parse("type", sql, Map.of()).get(0);
            collect(column.name(), table.columns().get(0).type(), leaves);
        }
        return List.copyOf(leaves);
    }

    /** Whether this column took the values that did not fit another: {@code total_string} beside {@code total}. */
    boolean isSibling(List<Leaf> all) {
        int type = path.lastIndexOf('_');
        return type > 0 && all.contains(new Leaf(path.substring(0, type)));
    }

    private static void collect(String path, DataType type, List<Leaf> leaves) {
        if (type instanceof DataType.Struct struct) {
            for (ColumnDefinition field : struct.fields()) {
                collect(path + "." + field.name().name(), field.type(), leaves);
            }
        } else if (type instanceof DataType.ListOf list) {
            collect(path + "[]", list.element(), leaves);
        } else {
            leaves.add(new Leaf(path));
        }
    }
}
