package io.millrace.kernel;

import io.millrace.kernel.type.DuckType.Field;

/** A column of results of one type: SQL that gives a struct around each value, and none where it fails. */
record ResultItem(String sql, Field field) {}
