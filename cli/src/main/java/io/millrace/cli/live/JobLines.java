package io.millrace.cli.live;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.print.Texts;
import io.millrace.jobs.loop.JobPlanner.Lag;
import io.millrace.jobs.loop.JobState;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.query.Units;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** The lines of the live view: a header, a line per job, and the errors. */
final class JobLines {
    private static final List<String> TITLES =
            List.of("job", "state", "rows/s", "input/s", "rows", "waiting", "behind", "last commit", "rejects");
    private static final int TEXT_COLUMNS = 2;
    private static final AttributedStyle DIM = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle RED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
    private static final AttributedStyle YELLOW = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);

    private final InstantSource clock;
    private final Instant started;
    private final Map<String, Rate> rates = new HashMap<>();

    JobLines(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
        this.started = clock.instant();
    }

    List<AttributedString> lines(List<JobStatus> jobs, int width) {
        Instant now = clock.instant();
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        jobs.forEach(job -> rows.add(cells(job, now)));
        int[] widths = new int[TITLES.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Texts.width(row.get(i)));
            }
        }

        List<AttributedString> lines = new ArrayList<>();
        lines.add(AttributedString.EMPTY);
        lines.add(line(TITLES, widths, Collections.nCopies(widths.length, DIM), width));
        for (int i = 0; i < jobs.size(); i++) {
            lines.add(line(rows.get(i + 1), widths, styles(jobs.get(i)), width));
        }
        jobs.forEach(job -> job.error().ifPresent(error -> lines.addAll(error(job, error.describe(), width))));
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedString(
                Texts.cut(
                        " " + Quantities.duration(Duration.between(started, now)) + " · Ctrl-C stops after the commit",
                        width),
                DIM));
        return lines;
    }

    private List<String> cells(JobStatus job, Instant now) {
        Rate rate = rates.computeIfAbsent(job.name(), name -> new Rate());
        rate.add(now, job.counts());
        boolean reads = job.counts().inputBytes() > 0;
        Lag lag = job.lag();
        return List.of(
                job.name(),
                stateOf(job),
                Quantities.rate(rate.rowsPerSecond()),
                reads ? Units.bytes(Math.round(rate.bytesPerSecond())) : "",
                Quantities.count(job.counts().rows()),
                Quantities.count(lag.waiting()),
                lag.behindMillis() == 0 ? "" : Quantities.duration(Duration.ofMillis(lag.behindMillis())),
                job.lastCommit()
                        .map(time -> Quantities.duration(Duration.between(time, now)) + " ago")
                        .orElse(""),
                Quantities.count(job.counts().rejects()));
    }

    private static String stateOf(JobStatus job) {
        String state = job.state().name().toLowerCase(Locale.ROOT);
        return job.retries() > 0 ? state + " " + job.retries() : state;
    }

    private static List<AttributedStyle> styles(JobStatus job) {
        List<AttributedStyle> styles = new ArrayList<>(Collections.nCopies(TITLES.size(), AttributedStyle.DEFAULT));
        styles.set(
                TITLES.indexOf("state"),
                switch (job.state()) {
                    case RUNNING, COMPLETED -> GREEN;
                    case WAITING, RETRYING, PAUSED, STOPPED -> YELLOW;
                    case FAILED -> RED;
                });
        if (job.counts().rejects() > 0) {
            styles.set(TITLES.indexOf("rejects"), YELLOW);
        }
        return styles;
    }

    private static AttributedString line(List<String> cells, int[] widths, List<AttributedStyle> styles, int width) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = Texts.blanks(widths[i] - Texts.width(cell));
            line.append(i == 0 ? " " : "  ");
            line.styled(styles.get(i), i < TEXT_COLUMNS ? cell + padding : padding + cell);
        }
        return line.toAttributedString().columnSubSequence(0, width);
    }

    private static List<AttributedString> error(JobStatus job, String error, int width) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        text.append(" ")
                .styled(job.state() == JobState.FAILED ? RED : YELLOW, job.name() + ": " + Texts.visible(error));
        return text.toAttributedString().columnSplitLength(width);
    }
}
