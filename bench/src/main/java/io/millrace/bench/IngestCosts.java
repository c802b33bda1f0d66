package io.millrace.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What an event costs by the number of cores, with and without statistics of columns; medians of the rounds. */
final class IngestCosts {
    private final Map<Integer, List<Double>> with = new TreeMap<>();
    private final Map<Integer, List<Double>> without = new TreeMap<>();

    /** @param cpu seconds per million events */
    void add(int cores, boolean statistics, double cpu) {
        (statistics ? with : without)
                .computeIfAbsent(cores, any -> new ArrayList<>())
                .add(cpu);
    }

    /** On two cores of that on one; empty if not both were measured. */
    OptionalDouble twoCoresToOne(boolean statistics) {
        Map<Integer, List<Double>> measured = statistics ? with : without;
        return ratio(measured, 2, measured, 1);
    }

    /** With statistics of that without; empty if not both were measured. */
    OptionalDouble statistics(int cores) {
        return ratio(with, cores, without, cores);
    }

    void report(PrintWriter out) {
        Report report = new Report("ingest by cores", out);
        with.forEach((cores, cpu) -> report.put("cpu_per_million_steady_on_" + cores, median(cpu)));
        without.forEach(
                (cores, cpu) -> report.put("cpu_per_million_steady_without_statistics_on_" + cores, median(cpu)));
        twoCoresToOne(true).ifPresent(ratio -> report.put("ratio_cpu_two_cores_to_one", ratio));
        twoCoresToOne(false).ifPresent(ratio -> report.put("ratio_cpu_two_cores_to_one_without_statistics", ratio));
        with.keySet()
                .forEach(cores -> statistics(cores)
                        .ifPresent(ratio -> report.put("ratio_cpu_with_statistics_to_without_on_" + cores, ratio)));
        report.end();
    }

    private static OptionalDouble ratio(
            Map<Integer, List<Double>> above, int aboveCores, Map<Integer, List<Double>> below, int belowCores) {
        return above.containsKey(aboveCores) && below.containsKey(belowCores)
                ? OptionalDouble.of(median(above.get(aboveCores)) / median(below.get(belowCores)))
                : OptionalDouble.empty();
    }

    private static double median(List<Double> values) {
        return Quantiles.of(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.5);
    }
}
