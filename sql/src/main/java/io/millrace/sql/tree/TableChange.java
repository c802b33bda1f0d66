package io.millrace.sql.tree;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionAssignment;
import java.io.Serializable;
import java.util.List;

/** What {@code ALTER TABLE} does. */
public sealed interface TableChange extends Serializable {
    /** {@code SET option = value ...}. */
    record SetOptions(List<OptionAssignment> options) implements TableChange {
        public SetOptions {
            options = List.copyOf(options);
        }
    }

    /** {@code ADD COLUMN path type}: all but the last part of the path must exist. */
    record AddColumn(ColumnPath column, DataType type) implements TableChange {
        public AddColumn {
            requireNonNull(column, "column is null");
            requireNonNull(type, "type is null");
        }
    }

    /** {@code RENAME COLUMN path TO name}: the last part of the path gets another name and stays where it is. */
    record RenameColumn(ColumnPath column, Identifier name) implements TableChange {
        public RenameColumn {
            requireNonNull(column, "column is null");
            requireNonNull(name, "name is null");
        }
    }

    /** {@code DROP COLUMN path}. */
    record DropColumn(ColumnPath column) implements TableChange {
        public DropColumn {
            requireNonNull(column, "column is null");
        }
    }
}
