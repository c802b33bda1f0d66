package io.millrace.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Prints what the process took for the second of two times, as {@link Reference} reads it. */
final class SecondTime {
    private SecondTime() {}

    /** What is measured. */
    interface Work {
        void run() throws Exception;
    }

    static void print(Work work) throws Exception {
        work.run();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        System.out.println("{\"cpu_nanos\":" + (system.getProcessCpuTime() - cpu) + ",\"wall_nanos\":"
                + (System.nanoTime() - wall) + "}");
    }
}
