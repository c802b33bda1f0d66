package io.millrace.formats.csv;

import io.millrace.formats.columns.ObjectPlace;
import io.millrace.formats.columns.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names of the fields, from the first record of each payload or given once, and where their values go. */
final class Header {
    private static final int FEWEST = 1000;
    /** How many different names the headers of all payloads together may have, in terms of those of one. */
    private static final int TOGETHER = 4;

    private final CsvSpec spec;
    private final ObjectPlace root;
    private final int largest;
    private final Set<String> names = new HashSet<>();
    private Place[] places = {};
    private int count;
    private byte[] text = {};
    private byte[] line = {};
    private boolean read;
    private String fault = "";

    Header(CsvSpec spec, ObjectPlace root, int maxColumns) {
        this.spec = spec;
        this.root = root;
        largest = (int) Math.min(Integer.MAX_VALUE / TOGETHER, Math.max(FEWEST, 10L * maxColumns));
        if (!spec.names().isEmpty()) {
            name(spec.names()).ifPresent(this::spoil);
        }
    }

    /** Begins a payload; with HEADER = TRUE its first record is the next header. */
    void begin() {
        if (spec.inPayload()) {
            read = false;
            fault = "";
        }
    }

    /** The line that has to stand before a record so that it can be read by itself; empty if none has to. */
    byte[] line() {
        return spec.inPayload() && read && fault.isEmpty() ? line : new byte[0];
    }

    /** Whether the next record is a header. */
    boolean awaited() {
        return spec.inPayload() && !read;
    }

    /** Why the records of this payload cannot be read; empty if they can. */
    String fault() {
        return fault;
    }

    /** Without a header that can be used the records of the payload cannot be read. */
    void spoil(String reason) {
        read = true;
        fault = reason;
    }

    int count() {
        return count;
    }

    /** How many fields a record may have: without names as many as a header may have. */
    int most() {
        return !spec.named() || awaited() ? largest : count;
    }

    /** The place of a field; fields without a name get one by their number. */
    Place place(int field) {
        while (!spec.named() && field >= count) {
            add("column" + count);
        }
        return places[field];
    }

    /** Takes the record that was scanned for the header; returns why it cannot be one, if so. */
    Optional<String> take(CsvScanner scanner, byte[] b, int from, int to) {
        if (fault.isEmpty() && Arrays.equals(text, 0, text.length, b, from, to)) {
            read = true;
            return Optional.empty();
        }
        if (scanner.count() > largest) {
            return Optional.of("expected a header of at most " + largest + " columns, found " + scanner.count());
        }
        List<String> found = new ArrayList<>(scanner.count());
        for (int field = 0; field < scanner.count(); field++) {
            String name = scanner.text(b, field);
            found.add(spec.underscores() ? name.replace('-', '_') : name);
        }
        text = new byte[0];
        Optional<String> reason = name(found);
        if (reason.isEmpty()) {
            text = Arrays.copyOfRange(b, from, to);
            line = Arrays.copyOf(text, text.length + 1);
            line[text.length] = '\n';
            read = true;
        }
        return reason;
    }

    private Optional<String> name(List<String> found) {
        Set<String> once = new HashSet<>();
        for (String name : found) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!once.add(lowerCase) && !spec.allowDuplicates()) {
                return Optional.of("expected names that occur once, found twice: " + name);
            }
        }
        names.addAll(once);
        if (names.size() > (long) largest * TOGETHER) {
            names.removeAll(once);
            return Optional.of("expected headers of the same columns, found more than " + largest * TOGETHER
                    + " different names in all of them");
        }
        root.begin();
        count = 0;
        places = new Place[found.size()];
        found.forEach(this::add);
        return Optional.empty();
    }

    private void add(String name) {
        if (count == places.length) {
            places = Arrays.copyOf(places, Math.max(16, count * 2));
        }
        places[count++] = root.field(name);
    }
}
