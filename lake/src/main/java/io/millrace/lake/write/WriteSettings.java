package io.millrace.lake.write;

import java.io.Serializable;

/**
 * @param targetFileBytes a file is closed when it is about this large
 * @param memoryBytes what all open files of one task may buffer together
 * @param openFiles partitions written at the same time by one task; the least recently used file is closed beyond it
 */
public record WriteSettings(long targetFileBytes, long memoryBytes, int openFiles) implements Serializable {
    public static final WriteSettings DEFAULT = new WriteSettings(128L << 20, 96L << 20, 64);
}
