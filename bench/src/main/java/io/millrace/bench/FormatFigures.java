package io.millrace.bench;

import static java.util.Objects.requireNonNull;

/**
 * What a job and the reference took for the same files.
 *
 * @param inputBytes of the files
 * @param events in the files
 * @param steadyEvents those that {@code steady} was spent on
 * @param whole of the job from its start to its last commit
 * @param decoding of all files by Millrace to columns that are thrown away
 * @param outputBytes of the table
 * @param referenceBytes that the reference wrote; 0 if it writes none
 */
record FormatFigures(
        long inputBytes,
        long events,
        long steadyEvents,
        Usage whole,
        Usage steady,
        Usage reference,
        Usage decoding,
        long outputBytes,
        long referenceBytes) {
    private static final double MEGA = 1e6;
    private static final double MILLI = 1e3;

    FormatFigures {
        requireNonNull(whole, "whole is null");
        requireNonNull(steady, "steady is null");
        requireNonNull(reference, "reference is null");
        requireNonNull(decoding, "decoding is null");
    }

    /** CPU seconds per 1,000,000 bytes of input, the steady part only. */
    double steadyPerMb() {
        return steady.cpuSeconds() * MEGA / (inputBytes * ((double) steadyEvents / events));
    }

    double wholePerMb() {
        return whole.cpuSeconds() * MEGA / inputBytes;
    }

    double referencePerMb() {
        return reference.cpuSeconds() * MEGA / inputBytes;
    }

    double ratioSteady() {
        return steadyPerMb() / referencePerMb();
    }

    double ratioWhole() {
        return wholePerMb() / referencePerMb();
    }

    /** What decoding alone takes of all that the reference does. */
    double ratioDecoding() {
        return decoding.cpuSeconds() / reference.cpuSeconds();
    }

    /** Output of the job, of the reference's; NaN if that writes nothing. */
    double ratioBytes() {
        return referenceBytes == 0 ? Double.NaN : (double) outputBytes / referenceBytes;
    }

    void put(Report report) {
        report.put("input_bytes", inputBytes);
        report.put("steady_events", steadyEvents);
        report.put("cpu_ms_per_mb_steady", steadyPerMb() * MILLI);
        report.put("cpu_ms_per_mb_whole_process", wholePerMb() * MILLI);
        report.put("reference_cpu_ms_per_mb", referencePerMb() * MILLI);
        report.put("cpu_per_million_steady", steady.cpuPerMillion(steadyEvents));
        report.put("cpu_per_million_whole_process", whole.cpuPerMillion(events));
        report.put("reference_cpu_per_million", reference.cpuPerMillion(events));
        report.put("peak_rss_mib", whole.peakBytes() / (double) (1 << 20));
        report.put("output_bytes", outputBytes);
        if (referenceBytes > 0) {
            report.put("reference_output_bytes", referenceBytes);
            report.put("ratio_bytes", ratioBytes());
        }
        report.put("ratio_cpu_steady", ratioSteady());
        report.put("decoding_cpu_per_million", decoding.cpuPerMillion(events));
        report.put("ratio_cpu_decoding_alone", ratioDecoding());
        report.put("ratio_cpu_whole_process", ratioWhole());
    }
}
