package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a job does, after {@code AS}. */
public sealed interface JobBody extends Serializable {
    SourceLocation location();

    /** The table that the job writes. */
    QualifiedName target();

    /** The query whose rows the job writes, and where to; empty if it reads no tables. */
    default Optional<Insert> insertion() {
        return Optional.empty();
    }

    /**
     * {@code COPY FROM type connection options INTO target WITH EXPECTATION ...}.
     *
     * @param type of the connection, in upper case: {@code KAFKA}
     */
    record Copy(
            String type,
            Identifier connection,
            List<OptionAssignment> options,
            QualifiedName target,
            List<Expectation> expectations,
            SourceLocation location)
            implements JobBody {
        public Copy {
            type = type.toUpperCase(Locale.ROOT);
            requireNonNull(connection, "connection is null");
            options = List.copyOf(options);
            requireNonNull(target, "target is null");
            expectations = List.copyOf(expectations);
            requireNonNull(location, "location is null");
        }

        public Copy withOptions(List<OptionAssignment> others) {
            return new Copy(type, connection, others, target, expectations, location);
        }

        public Copy withExpectations(List<Expectation> others) {
            return new Copy(type, connection, options, target, others, location);
        }
    }

    /**
     * {@code INSERT INTO target (columns) MAP_COLUMNS_BY_NAME EXCEPT ... query}.
     *
     * @param columns empty if none are written
     */
    record Insert(
            QualifiedName target,
            List<ColumnPath> columns,
            Mapping mapping,
            Shape shape,
            SqlText query,
            SourceLocation location)
            implements JobBody {
        public Insert {
            requireNonNull(target, "target is null");
            columns = List.copyOf(columns);
            requireNonNull(mapping, "mapping is null");
            requireNonNull(shape, "shape is null");
            requireNonNull(query, "query is null");
            requireNonNull(location, "location is null");
        }

        @Override
        public Optional<Insert> insertion() {
            return Optional.of(this);
        }
    }

    /**
     * {@code MERGE INTO target USING (query) source ON ... WHEN MATCHED AND condition THEN DELETE WHEN MATCHED THEN REPLACE
     * WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME EXCEPT ...}.
     *
     * @param insert the same without what is said of rows that match
     * @param targetAlias under which {@code on} and conditions know the target, if another than its name
     * @param sourceAlias under which {@code on} and conditions know the query
     * @param on one for each column of the key
     * @param whens what becomes of a row: the first that it fulfils
     */
    record Merge(
            Insert insert,
            Optional<Identifier> targetAlias,
            Optional<Identifier> sourceAlias,
            List<EqualColumns> on,
            List<When> whens)
            implements JobBody {
        public Merge {
            requireNonNull(insert, "insert is null");
            requireNonNull(targetAlias, "targetAlias is null");
            requireNonNull(sourceAlias, "sourceAlias is null");
            on = List.copyOf(on);
            whens = List.copyOf(whens);
        }

        @Override
        public SourceLocation location() {
            return insert.location();
        }

        @Override
        public QualifiedName target() {
            return insert.target();
        }

        @Override
        public Optional<Insert> insertion() {
            return Optional.of(insert);
        }
    }

    /**
     * {@code WHEN MATCHED AND condition THEN effect}; an INSERT is of what does not match. How a row is written stands in the
     * mapping of the job.
     */
    record When(Effect effect, Optional<SqlText> condition, SourceLocation location) implements Serializable {
        /** What is done. */
        public enum Effect {
            DELETE,
            REPLACE,
            INSERT
        }

        public When {
            requireNonNull(effect, "effect is null");
            requireNonNull(condition, "condition is null");
            requireNonNull(location, "location is null");
        }
    }

    /** {@code left = right}. */
    record EqualColumns(ColumnPath left, ColumnPath right) implements Serializable {
        public EqualColumns {
            requireNonNull(left, "left is null");
            requireNonNull(right, "right is null");
        }
    }

    /**
     * {@code CREATE MATERIALIZED VIEW target AS query}: a job that maintains the state of the view.
     *
     * @param target the view, a table of its own
     */
    record View(QualifiedName target, SqlText query, SourceLocation location) implements JobBody {
        public View {
            requireNonNull(target, "target is null");
            requireNonNull(query, "query is null");
            requireNonNull(location, "location is null");
        }
    }

    /** How the items of a query find their target columns. */
    sealed interface Mapping extends Serializable {
        /** In order, to the columns written after the target, or to those of the table. */
        record ByPosition() implements Mapping {}

        /** {@code MAP_COLUMNS_BY_NAME [EXCEPT column, ...]}. */
        record ByName(List<ColumnPath> except) implements Mapping {
            public ByName {
                except = List.copyOf(except);
            }
        }

        /**
         * {@code (column, ...) VALUES (expression, ...)}, of MERGE.
         *
         * @param source the name that the expressions have for the rows of the query
         */
        record Values(String source, List<ColumnPath> columns, List<SqlText> values) implements Mapping {
            public Values {
                requireNonNull(source, "source is null");
                columns = List.copyOf(columns);
                values = List.copyOf(values);
            }
        }
    }

    /** What becomes of the arrays in a query's result. */
    enum Shape {
        /** They stay arrays. */
        ROWS,
        /** {@code UNNEST(SELECT ...)}: a row for each element. */
        UNNESTED,
        /** {@code UNNEST_OUTER(SELECT ...)}: a row for each element, and one for an array without any. */
        UNNESTED_OUTER;

        /** What stands in front of a query in brackets; empty where there are none. */
        public String word() {
            return switch (this) {
                case ROWS -> "";
                case UNNESTED -> "UNNEST";
                case UNNESTED_OUTER -> "UNNEST_OUTER";
            };
        }
    }
}
