package io.millrace.kernel.relation;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.WindowReading;
import io.millrace.kernel.window.WindowReading.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** The rows of a table, each as often as there are windows that it is in, with the bounds of the window. */
public record WindowRelation(FileRelation rows, Window window, WindowReading reading) implements Relation {
    public static final String START = "window_start";
    public static final String END = "window_end";

    /** Whether a row is of the run. */
    public static final String NEW = "_window_new";

    /** Whether a row stands for a session that is there no longer, as it has become a part of another one. */
    public static final String GONE = "_window_gone";

    /** A late row as JSON. */
    public static final String ROW = "_row";

    /** The watermark before the commit of a late row. */
    public static final String WATERMARK = "_watermark";

    private static final int FIRST_ID = 1_900_000_000;
    private static final List<NestedField> OF_WINDOWS = List.of(
            NestedField.optional(FIRST_ID, START, Types.TimestampType.withZone()),
            NestedField.optional(FIRST_ID + 1, END, Types.TimestampType.withZone()),
            NestedField.optional(FIRST_ID + 2, NEW, Types.BooleanType.get()),
            NestedField.optional(FIRST_ID + 3, GONE, Types.BooleanType.get()));
    private static final List<NestedField> OF_LATE_ROWS = List.of(
            NestedField.optional(FIRST_ID, ROW, Types.StringType.get()),
            NestedField.optional(FIRST_ID + 1, WATERMARK, Types.TimestampType.withZone()));

    public WindowRelation {
        requireNonNull(rows, "rows is null");
        requireNonNull(window, "window is null");
        requireNonNull(reading, "reading is null");
    }

    /** The columns of the table, and those of the windows, which hide columns of the same names. */
    @Override
    public Schema schema() {
        List<NestedField> own = own();
        List<NestedField> fields = new ArrayList<>(rows.schema().columns().stream()
                .filter(field -> own.stream().noneMatch(one -> one.name().equalsIgnoreCase(field.name())))
                .toList());
        fields.addAll(own);
        return new Schema(fields);
    }

    @Override
    public Set<String> systemColumns() {
        Set<String> names = new HashSet<>(rows.systemColumns());
        names.addAll(ownColumns());
        return names;
    }

    /** The names of the columns that are not those of the table. */
    public List<String> ownColumns() {
        return own().stream().map(NestedField::name).toList();
    }

    private List<NestedField> own() {
        return reading.part() == Part.LATE ? OF_LATE_ROWS : OF_WINDOWS;
    }
}
