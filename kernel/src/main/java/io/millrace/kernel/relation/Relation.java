package io.millrace.kernel.relation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** What a table name in a query stands for. */
public sealed interface Relation permits FileRelation, BatchRelation, StoredRelation, QueryRelation, WindowRelation {
    /** When a row became part of its table. */
    String COMMIT_TIME = "_commit_time";

    /** The derived system column: the day of {@code _event_time} in UTC. */
    String EVENT_DATE = "_event_date";

    /** The column {@link #EVENT_DATE} is derived from. */
    String EVENT_TIME = "_event_time";

    /** The derived system column that orders the rows of one commit: their place in the source, as text. */
    String SOURCE_ORDER = "_source_order";

    /** The columns, as they are to be read. */
    Schema schema();

    /** The names, beginning with {@code _}, of columns that {@code *} does not show; those not in the schema are ignored. */
    Set<String> systemColumns();

    /** The names of the columns of the schema that are hidden, {@link #EVENT_DATE} included where it is derived. */
    default List<String> hiddenColumns() {
        List<String> hidden = new ArrayList<>(schema().columns().stream()
                .map(NestedField::name)
                .filter(name -> systemColumns().contains(name.toLowerCase(Locale.ROOT)))
                .toList());
        if (derivesEventDate()) {
            hidden.add(EVENT_DATE);
        }
        if (derivesSourceOrder()) {
            hidden.add(SOURCE_ORDER);
        }
        return List.copyOf(hidden);
    }

    /** Whether {@link #SOURCE_ORDER} is computed: the rows have a commit time. */
    default boolean derivesSourceOrder() {
        return systemColumns().contains(COMMIT_TIME)
                && schema().findField(COMMIT_TIME) != null
                && schema().findField(SOURCE_ORDER) == null;
    }

    /** Whether {@link #EVENT_DATE} is computed: there is an event time and no column of that name. */
    default boolean derivesEventDate() {
        return systemColumns().contains(EVENT_TIME)
                && schema().findField(EVENT_TIME) != null
                && schema().findField(EVENT_DATE) == null;
    }
}
