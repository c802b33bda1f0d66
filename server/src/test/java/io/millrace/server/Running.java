package io.millrace.server;

import io.millrace.jobs.loop.JobStatus;
import java.nio.file.Path;
import java.util.List;

/** A Millrace whose jobs run until this is closed. */
public final class Running implements AutoCloseable {
    private final Millrace millrace;

    private Running(Millrace millrace) {
        this.millrace = millrace;
    }

    public static Running start(Path data, String sql) {
        Millrace millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 2));
        try {
            millrace.apply(TestMillrace.worksheet(sql), result -> {});
            millrace.jobs().start();
            return new Running(millrace);
        } catch (RuntimeException e) {
            millrace.close();
            throw e;
        }
    }

    public JobStatus status(String job) {
        return millrace.jobs().statuses().stream()
                .filter(status -> status.name().equals(job))
                .findFirst()
                .orElseThrow();
    }

    public List<String> query(String sql) {
        return TestMillrace.query(millrace, sql);
    }

    public void execute(String sql) {
        TestMillrace.worksheet(sql).forEach(millrace::execute);
    }

    @Override
    public void close() {
        millrace.close();
    }
}
