package io.millrace.kernel;

import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.TableUse;

/**
 * Says what the tables of a query stand for. Called once for each mention of a table; throws TABLE_NOT_FOUND at {@link
 * TableUse#location} for one that does not exist.
 */
@FunctionalInterface
public interface RelationLookup {
    Relation find(TableUse table);
}
