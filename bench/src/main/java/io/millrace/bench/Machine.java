package io.millrace.bench;

import java.lang.management.ManagementFactory;

/** The machine that is measured on. */
final class Machine {
    private Machine() {}

    /** Processes that wanted a core, on average over the last minute: others than the benchmark make it unreliable. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
