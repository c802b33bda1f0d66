package io.millrace.kernel.lineage;

import io.millrace.kernel.lineage.Names.Column;
import java.util.List;

/**
 * The result of a query.
 *
 * @param filters the fields that decide which rows there are
 */
record QueryRows(List<Column> columns, List<Ref> filters) {
    QueryRows {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }
}
