package io.millrace.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures as they are found: a line each for people, and all of them as one JSON line at the end. */
final class Report {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 3;

    private final PrintWriter out;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Report(String benchmark, PrintWriter out) {
        this.out = out;
        values.put("benchmark", benchmark);
        values.put("cores", Runtime.getRuntime().availableProcessors());
        values.put("load_before", Machine.load());
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    void put(String name, String value) {
        values.put(name, value);
        show(name, value);
    }

    void put(String name, long value) {
        values.put(name, value);
        show(name, value);
    }

    void put(String name, double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_UP);
        values.put(name, rounded);
        show(name, rounded);
    }

    void end() {
        values.put("load_after", Machine.load());
        try {
            say(JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(String name, Object value) {
        say(String.format("  %-44s %s", name, value));
    }
}
