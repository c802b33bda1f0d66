package io.millrace.formats.xml;

import io.millrace.formats.contract.DecoderContract;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class XmlContractTest extends DecoderContract {
    @Override
    protected Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.of(Capability.EMPTY_TEXT, Capability.NO_ALLOCATION));
    }

    @Override
    protected Decoder open(DecodeSettings settings) {
        return new XmlFormat().open(Options.NONE, settings);
    }

    @Override
    protected byte[] write(List<Map<String, Object>> records) {
        return document(elements(records));
    }

    @Override
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        return document(elements(before) + "<record><id>1</id><new>2<x></record>\n" + elements(after));
    }

    private static byte[] document(String elements) {
        return ("<?xml version=\"1.0\"?>\n<records>\n" + elements + "</records>\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String elements(List<Map<String, Object>> records) {
        StringBuilder out = new StringBuilder();
        records.forEach(record -> element(out, "record", record).append('\n'));
        return out.toString();
    }

    private static StringBuilder element(StringBuilder out, String name, Object value) {
        if (value instanceof List<?> list) {
            list.forEach(each -> element(out, name, each));
        } else if (value != null) {
            out.append('<').append(name).append('>');
            if (value instanceof Map<?, ?> map) {
                map.forEach((child, each) -> element(out, (String) child, each));
            } else {
                out.append(value.toString().replace("&", "&amp;").replace("<", "&lt;"));
            }
            out.append("</").append(name).append('>');
        }
        return out;
    }
}
