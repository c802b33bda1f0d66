package io.millrace.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The outcome of all runs as a table in Markdown: medians of the rounds. */
final class FormatTable {
    private static final double MEGA = 1e6;
    private static final double MILLI = 1e3;

    private final Map<EventFormat, Map<Integer, List<FormatFigures>>> runs = new EnumMap<>(EventFormat.class);

    void add(EventFormat format, int cores, FormatFigures figures) {
        runs.computeIfAbsent(format, any -> new TreeMap<>())
                .computeIfAbsent(cores, any -> new ArrayList<>())
                .add(figures);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "| format | cores | MB | CPU ms/MB steady | whole process | reference | ratio steady | ratio whole process"
                        + " | ratio decoding alone | ratio of bytes |");
        lines.add("|---|---|---|---|---|---|---|---|---|---|");
        runs.forEach((format, byCores) -> byCores.forEach((cores, all) -> lines.add(line(format, cores, all))));
        return lines;
    }

    private static String line(EventFormat format, int cores, List<FormatFigures> all) {
        double bytes = median(all, FormatFigures::ratioBytes);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %s |",
                format,
                cores,
                all.get(0).inputBytes() / MEGA,
                median(all, FormatFigures::steadyPerMb) * MILLI,
                median(all, FormatFigures::wholePerMb) * MILLI,
                median(all, FormatFigures::referencePerMb) * MILLI,
                median(all, FormatFigures::ratioSteady),
                median(all, FormatFigures::ratioWhole),
                median(all, FormatFigures::ratioDecoding),
                Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.2f", bytes));
    }

    private static double median(List<FormatFigures> all, ToDoubleFunction<FormatFigures> figure) {
        return Quantiles.of(all.stream().mapToDouble(figure).toArray(), 0.5);
    }
}
