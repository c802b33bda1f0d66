package io.millrace.server;

import io.millrace.jobs.copy.CopySpec;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.query.TextBlock;
import io.millrace.server.query.Units;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.sql.option.JobOptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a copy job would do next. */
final class CopyExplain {
    private static final int SHOWN = 10;

    private final TextBlock block;

    CopyExplain(TextBlock block) {
        this.block = block;
    }

    /** @param position that the job has committed, if it ever did */
    void say(JobDefinition job, CopySpec spec, Source source, Optional<Position> position, RunLimit limit) {
        Options options = job.options();
        block.say(
                "source",
                spec.connector() + " " + spec.connectionName(),
                "content %s, begins at %s".formatted(spec.contentType(), start(options)));
        block.say("runs", "every " + Units.duration(options.get(JobOptions.COMMIT_INTERVAL)));
        block.rows("position", position.map(CopyExplain::offsets).orElse(List.of(List.of("none yet: a new job"))));
        Position from = source.renewed(position.orElseGet(() -> source.start(options.get(JobOptions.START_FROM))));
        List<SplitRange> ranges = source.next(from, limit);
        block.say("next run", run(ranges)).rows("", splits(ranges));
        List<String> rules = rules(job, spec);
        block.say("rows", rules.isEmpty() ? List.of("as they are decoded") : rules);
    }

    private static String start(Options options) {
        StartPoint start = options.get(JobOptions.START_FROM);
        if (start instanceof StartPoint.At at) {
            return at.instant().toString();
        }
        return start instanceof StartPoint.Now ? "NOW" : "BEGINNING";
    }

    private static List<List<String>> offsets(Position position) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(Units.count(position.offsets().size(), "split"), ""));
        for (Map.Entry<String, BigInteger> offset : position.offsets().entrySet()) {
            if (rows.size() > SHOWN) {
                rows.add(List.of("...", ""));
                break;
            }
            rows.add(List.of(offset.getKey(), offset.getValue().toString()));
        }
        return rows;
    }

    private static String run(List<SplitRange> ranges) {
        if (ranges.isEmpty()) {
            return "nothing to read: the source has nothing new";
        }
        long payloads = ranges.stream().mapToLong(SplitRange::payloads).sum();
        long bytes = ranges.stream().mapToLong(SplitRange::bytes).sum();
        return "%s, %s, %s"
                .formatted(Units.count(ranges.size(), "split"), Units.count(payloads, "payload"), Units.bytes(bytes));
    }

    private static List<List<String>> splits(List<SplitRange> ranges) {
        List<List<String>> rows = new ArrayList<>();
        for (SplitRange range : ranges.subList(0, Math.min(SHOWN, ranges.size()))) {
            rows.add(List.of(
                    range.split(),
                    range.from() + " to " + range.to(),
                    Units.count(range.payloads(), "payload"),
                    Units.bytes(range.bytes())));
        }
        if (ranges.size() > SHOWN) {
            rows.add(List.of("and " + Units.count(ranges.size() - SHOWN, "more split"), "", "", ""));
        }
        return rows;
    }

    /** What is done to a record before it lands. */
    private static List<String> rules(JobDefinition job, CopySpec spec) {
        List<List<String>> rows = new ArrayList<>();
        if (!spec.eventTime().isEmpty()) {
            rows.add(List.of("$event_time", "= " + spec.eventTime()));
        }
        spec.decode().excludedColumns().forEach(column -> rows.add(List.of(column, "is left out")));
        spec.transformations().forEach(one -> rows.add(List.of(one.path(), "= " + one.sql())));
        spec.expectations()
                .forEach(one -> rows.add(List.of(
                        one.name(),
                        "expects " + one.sql() + ", else " + one.onViolation().name())));
        if (spec.distinctBy().isSet()) {
            rows.add(List.of(
                    String.join(", ", spec.distinctBy().columns()),
                    "once in "
                            + Units.duration(job.options()
                                    .get(JobOptions.DEDUPLICATE_WITH)
                                    .window())));
        }
        return TextBlock.aligned(rows);
    }
}
