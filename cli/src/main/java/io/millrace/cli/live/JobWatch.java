package io.millrace.cli.live;

import static java.util.Objects.requireNonNull;

import io.millrace.cli.context.StopRequest;
import io.millrace.server.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Shows jobs until they end, or the user or the clock says stop. */
public final class JobWatch {
    /** How often the view is brought up to date. */
    public static final Duration TICK = Duration.ofMillis(200);

    /** Why watching ended. */
    public enum End {
        /** No job will ever do anything again. */
        JOBS_ENDED,
        TIME_IS_UP,
        STOPPED
    }

    private final Jobs jobs;
    private final View view;
    private final InstantSource clock;
    private final StopRequest stop;

    public JobWatch(Jobs jobs, View view, InstantSource clock, StopRequest stop) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.view = requireNonNull(view, "view is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.stop = requireNonNull(stop, "stop is null");
        stop.heed();
    }

    /** Watches for {@code limit} at most; leaves the jobs as they are. */
    public End watch(Optional<Duration> limit) throws InterruptedException {
        Optional<Instant> deadline = limit.map(clock.instant()::plus);
        return watch(() -> deadline.isPresent() && !clock.instant().isBefore(deadline.get()));
    }

    /** Watches until {@code timeIsUp}; leaves the jobs as they are. */
    public End watch(BooleanSupplier timeIsUp) throws InterruptedException {
        while (true) {
            boolean ended = jobs.awaitEnd(TICK);
            view.show(jobs.statuses());
            if (ended) {
                return End.JOBS_ENDED;
            }
            if (stop.isRequested()) {
                view.say("Stopping after the commits that are under way; Ctrl-C again stops at once ...");
                return End.STOPPED;
            }
            if (timeIsUp.getAsBoolean()) {
                return End.TIME_IS_UP;
            }
        }
    }
}
