package io.millrace.server.fault;

import io.millrace.jobs.loop.JobStatus;
import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import java.nio.file.Path;
import java.util.List;

/** A Millrace whose jobs run until this is closed. */
final class Running implements AutoCloseable {
    private final Millrace millrace;

    private Running(Millrace millrace) {
        this.millrace = millrace;
    }

    static Running start(Path data, String sql) {
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

    JobStatus status(String job) {
        return millrace.jobs().statuses().stream()
                .filter(status -> status.name().equals(job))
                .findFirst()
                .orElseThrow();
    }

    List<String> query(String sql) {
        return TestMillrace.query(millrace, sql);
    }

    void execute(String sql) {
        TestMillrace.worksheet(sql).forEach(millrace::execute);
    }

    @Override
    public void close() {
        millrace.close();
    }
}
