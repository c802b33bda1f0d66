/**
 * Where the columns of a result come from. A query is computed over the names of fields instead of their values: a column is
 * the field that it is, a record is what its fields are, and an operation is all that it was given.
 * {@link io.millrace.kernel.lineage.LineageFinder} is the one way in.
 */
package io.millrace.kernel.lineage;
