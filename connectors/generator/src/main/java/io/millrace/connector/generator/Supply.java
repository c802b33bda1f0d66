package io.millrace.connector.generator;

/** How many events have been generated so far, over all partitions. */
interface Supply {
    /** @param read how many of them have been read already, or 0 when that is not known */
    long available(long read);
}
