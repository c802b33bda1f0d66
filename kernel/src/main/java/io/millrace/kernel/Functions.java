package io.millrace.kernel;

import java.util.Set;

/** The lower-case names of DuckDB's functions, and of those that aggregate. */
record Functions(Set<String> names, Set<String> aggregates) {}
