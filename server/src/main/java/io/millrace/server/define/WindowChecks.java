package io.millrace.server.define;

import io.millrace.jobs.insert.InsertSpec;
import io.millrace.jobs.insert.WindowColumns;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.WindowUse;
import io.millrace.lake.keys.PrimaryKey.Uniqueness;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Start;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Checks that the windows of a job can replace, in its target, what was published of them before. */
final class WindowChecks {
    private WindowChecks() {}

    static void require(
            CreateJob create,
            Options options,
            InsertSpec spec,
            AnalyzedSelect select,
            Definitions.Table target,
            Definitions existing) {
        if (select.window().isEmpty()) {
            refuseLateness(create, options);
            return;
        }
        WindowUse use = select.window().get();
        if (create.body() instanceof JobBody.Merge) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY, use.location(), "Cannot compute windows in a MERGE: " + use.text())
                    .withHint("write INSERT INTO %s: a window replaces what was published of it"
                            .formatted(target.name()));
        }
        if (create.start() == Start.SYNC) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            use.location(),
                            "Cannot compute windows in a SYNC job: " + use.text())
                    .withHint("leave SYNC out: windows are corrected by the rows that come later");
        }
        refuseReplaced(select.tables().get(0), existing);
        WindowColumns columns = WindowColumns.of(spec.body(), select, target.schema());
        requireKey(use, columns, target);
        requireTimes(use, columns, target);
        requirePartitions(use, target);
    }

    private static void refuseLateness(CreateJob create, Options options) {
        if (options.isSet(JobOptions.ALLOWED_LATENESS)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            create.location(),
                            "Cannot allow lateness in a job without windows: "
                                    + create.name().name())
                    .withHint("leave ALLOWED_LATENESS out, or GROUP BY TUMBLE, HOP or SESSION");
        }
    }

    private static void refuseReplaced(TableUse use, Definitions existing) {
        Definitions.Table source = existing.table(Names.table(use.name())).orElseThrow();
        if (source.key().exists() || source.view().isPresent()) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            use.location(),
                            "Cannot compute windows over a table whose rows are replaced: " + source.name())
                    .withHint("read the table that its rows come from");
        }
    }

    private static void requireKey(WindowUse use, WindowColumns columns, Definitions.Table target) {
        List<String> wanted = new ArrayList<>(columns.keys());
        wanted.add(columns.start());
        Set<String> declared = target.key().columns(target.schema()).stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> needed =
                wanted.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (!declared.equals(needed)) {
            String declaration = "PRIMARY KEY " + String.join(", ", wanted);
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            use.location(),
                            target.key().exists()
                                    ? "Cannot keep windows in %s by its PRIMARY KEY: %s"
                                            .formatted(target.name(), String.join(", ", names(target)))
                                    : "Cannot keep windows in a table without PRIMARY KEY: " + target.name())
                    .withHint("create %s with %s, by which a window that is corrected replaces its row"
                            .formatted(target.name(), declaration));
        }
    }

    private static List<String> names(Definitions.Table target) {
        return target.key().columns(target.schema()).stream()
                .map(NestedField::name)
                .toList();
    }

    private static void requireTimes(WindowUse use, WindowColumns columns, Definitions.Table target) {
        for (String name : List.of(columns.start(), columns.end())) {
            NestedField field = name.isEmpty() ? null : target.schema().findField(name);
            if (field != null && field.type().typeId() != Type.TypeID.TIMESTAMP) {
                throw new MillraceException(
                                ErrorCode.TYPE_MISMATCH,
                                use.location(),
                                "Cannot keep the bounds of windows in column %s of %s: %s"
                                        .formatted(name, target.name(), field.type()))
                        .withHint("declare it as TIMESTAMP");
            }
        }
    }

    /** A row that moves to another partition would leave the one that it replaces behind. */
    private static void requirePartitions(WindowUse use, Definitions.Table target) {
        boolean moves = target.key().uniqueness() == Uniqueness.PARTITION
                && target.spec().fields().stream()
                        .anyMatch(field -> !target.key().fieldIds().contains(field.sourceId()));
        if (moves) {
            throw new MillraceException(
                            ErrorCode.INVALID_TARGET,
                            use.location(),
                            "Cannot keep windows in %s: it is partitioned by a column that is not in its PRIMARY KEY"
                                    .formatted(target.name()))
                    .withHint("partition by columns of the key, or set GLOBALLY_UNIQUE_KEYS = TRUE");
        }
    }
}
