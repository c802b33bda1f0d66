package io.millrace.jobs.task;

import io.millrace.jobs.keys.SeenKeys;
import io.millrace.kernel.KernelSession;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.storage.FileCache;
import io.millrace.spi.decode.Format;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.util.function.Supplier;

/** What a worker lends to the tasks that it executes: things that are expensive to open. Safe for many threads. */
public interface TaskContext {
    /** The source of a job; opened once per worker. */
    Source source(String jobId, Supplier<Source> open);

    /** A connector by the word after CREATE. */
    Connector connector(String type);

    /** A content type by its name. */
    Format format(String name);

    /** What was learned about encoding the columns of a table. */
    EncodingHints hints(String table);

    /**
     * Tells a person what was found out about the data of a job: one word that says what it is about, what was found, a colon,
     * and why. What was found of the same the last time is not told again.
     */
    void note(String jobName, String note);

    /** A name that no other execution of a task has, for the files it writes: the same task may be executed twice. */
    String execution();

    /** The keys that a job has landed, as far as this worker knows. */
    SeenKeys seenKeys(String jobId);

    /** Where the keys of data files are. */
    KeyIndexes keyIndexes();

    /** Makes files of object stores local. */
    FileCache files();

    /** A new SQL session; to be closed by the task. */
    KernelSession kernelSession();
}
