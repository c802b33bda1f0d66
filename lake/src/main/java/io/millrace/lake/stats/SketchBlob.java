package io.millrace.lake.stats;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** A part of a table's statistics, as it travels and as it stands in a Puffin file. */
public final class SketchBlob implements Serializable {
    private static final long serialVersionUID = 1;

    private final String type;
    private final List<Integer> fields;
    private final Map<String, String> properties;
    private final byte[] bytes;

    /**
     * @param fields the ids of the columns it tells of
     * @param properties what can be known of it without reading it
     * @param bytes not to be changed any more
     */
    SketchBlob(String type, List<Integer> fields, Map<String, String> properties, byte[] bytes) {
        this.type = requireNonNull(type, "type is null");
        this.fields = List.copyOf(fields);
        this.properties = Map.copyOf(properties);
        this.bytes = requireNonNull(bytes, "bytes is null");
    }

    String type() {
        return type;
    }

    List<Integer> fields() {
        return fields;
    }

    Map<String, String> properties() {
        return properties;
    }

    byte[] bytes() {
        return bytes;
    }
}
