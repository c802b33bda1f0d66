package io.millrace.cli.live;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.query.Units;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs in plain lines: one for each change of state, and every few seconds one for each job that has moved. */
public final class PlainView implements View {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final InstantSource clock;
    private final Map<String, Shown> shown = new HashMap<>();

    private record Shown(JobStatus status, Instant time) {}

    public PlainView(PrintWriter out, InstantSource clock) {
        this.out = requireNonNull(out, "out is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public void show(List<JobStatus> jobs) {
        Instant now = clock.instant();
        for (JobStatus job : jobs) {
            Shown before = shown.get(job.name());
            boolean changed = before == null
                    || before.status().state() != job.state()
                    || !before.status().error().equals(job.error());
            boolean due = before != null
                    && before.status().runs() != job.runs()
                    && !now.isBefore(before.time().plus(INTERVAL));
            if (changed || due) {
                print(job, before, now);
                shown.put(job.name(), new Shown(job, now));
            }
        }
        out.flush();
    }

    private void print(JobStatus job, Shown before, Instant now) {
        StringBuilder line = new StringBuilder();
        line.append(now.truncatedTo(ChronoUnit.SECONDS)).append(' ').append(job.name());
        line.append(": ").append(job.state().name().toLowerCase(Locale.ROOT));
        if (job.runs() > 0) {
            line.append(", ").append(Quantities.count(job.counts().rows())).append(" rows");
            if (before != null) {
                line.append(rate(job, before, now));
            }
            line.append(", ").append(Quantities.count(job.lag().waiting())).append(" waiting");
            line.append(", ").append(Quantities.count(job.counts().rejects())).append(" rejects");
        }
        job.error().ifPresent(error -> line.append(": ").append(error.describe()));
        out.println(line);
    }

    private static String rate(JobStatus job, Shown before, Instant now) {
        double seconds = Math.max(1e-3, Duration.between(before.time(), now).toNanos() / 1e9);
        long rows = job.counts().rows() - before.status().counts().rows();
        long bytes = job.counts().inputBytes() - before.status().counts().inputBytes();
        String input = bytes > 0 ? ", " + Units.bytes(Math.round(bytes / seconds)) + "/s" : "";
        return " (" + Quantities.rate(rows / seconds) + input + ")";
    }

    @Override
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
