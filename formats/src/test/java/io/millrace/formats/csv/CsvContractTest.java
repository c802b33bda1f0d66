package io.millrace.formats.csv;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class CsvContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.NESTING));
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return CsvFormat.csv().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        Set<String> names = names(records);
        return (line(names) + lines(names, records)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        Set<String> names = names(before);
        String text = line(names) + lines(names, before) + "1,\"x\"y,2.5,true\r\n" + lines(names, after);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> names(List<Map<String, Object>> records) {
        Set<String> names = new LinkedHashSet<>();
        records.forEach(record -> names.addAll(record.keySet()));
        return names;
    }

    private static String lines(Set<String> names, List<Map<String, Object>> records) {
        return records.stream()
                .map(record -> line(names.stream().map(record::get).toList()))
                .collect(Collectors.joining());
    }

    private static String line(Iterable<?> values) {
        List<String> fields = new ArrayList<>();
        values.forEach(value -> fields.add(value == null ? "" : field(value.toString())));
        return String.join(",", fields) + "\r\n";
    }

    private static String field(String value) {
        return value.isEmpty() || value.matches("(?s).*[\",\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
