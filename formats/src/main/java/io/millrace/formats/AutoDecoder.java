package io.millrace.formats;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.Sniffer.Finding;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what the first payload is, and hands payloads to the decoder of that type. A later payload that certainly is of
 * another type goes to another decoder, in batches of its own; one that may be anything is what those before it were.
 */
final class AutoDecoder implements Decoder {
    private static final Finding JSON =
            new Finding("JSON", '\0', false, false, "it begins like no other type that is known");

    private final DecodeSettings settings;
    private final List<String> notes = new ArrayList<>();
    private Optional<Finding> decided = Optional.empty();
    private Decoder decoder;
    private boolean atStart = true;
    /** Whether the batch has to be taken before the payload at hand can go to the decoder of its type. */
    private boolean changing;

    private long duplicateKeys;
    private long overflowedFields;

    AutoDecoder(DecodeSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        decoder = open(JSON);
    }

    @Override
    public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
        if (atStart) {
            if (to - from < Sniffer.LOOKED_AT && !complete) {
                return 0;
            }
            if (to > from) {
                decide(bytes, from, to, complete);
            }
            if (changing) {
                return 0;
            }
            atStart = false;
        }
        int used = decoder.decode(bytes, from, to, complete, rejects);
        atStart = complete && used == to - from;
        return used;
    }

    private void decide(byte[] bytes, int from, int to, boolean complete) {
        if (decided.isPresent() && decided.get().type().equals("JSON") && bytes[from] == '{') {
            return;
        }
        Optional<Finding> found = Sniffer.find(bytes, from, to, complete);
        if (decided.isPresent()
                && (found.isEmpty()
                        || same(found.get(), decided.get())
                        || !found.get().certain())) {
            return;
        }
        changing = decided.isPresent() && decoder.rows() > 0;
        if (!changing) {
            begin(found.orElse(JSON));
        }
    }

    private static boolean same(Finding one, Finding other) {
        return one.type().equals(other.type())
                && one.delimiter() == other.delimiter()
                && one.header() == other.header();
    }

    private void begin(Finding finding) {
        duplicateKeys += decoder.duplicateKeys();
        overflowedFields += decoder.overflowedFields();
        decoder.close();
        decoder = open(finding);
        notes.add("content is " + describe(finding) + ": " + finding.reason());
        decided = Optional.of(finding);
    }

    private static String describe(Finding finding) {
        if (finding.delimiter() == '\0') {
            return finding.type();
        }
        return finding.type() + (finding.header() ? " with a header" : " without a header");
    }

    private Decoder open(Finding finding) {
        Map<String, OptionValue> options = new LinkedHashMap<>();
        if (finding.type().equals("CSV")) {
            options.put("DELIMITER", new OptionValue.Text(String.valueOf(finding.delimiter())));
        }
        if (finding.delimiter() != '\0') {
            options.put("HEADER", new OptionValue.Flag(finding.header()));
        }
        return Formats.find(finding.type()).open(new Options(options), settings);
    }

    @Override
    public int rows() {
        return decoder.rows();
    }

    @Override
    public boolean full() {
        return changing || decoder.full();
    }

    @Override
    public Batch batch() {
        return decoder.batch();
    }

    @Override
    public void reset() {
        changing = false;
        decoder.reset();
    }

    @Override
    public long duplicateKeys() {
        return duplicateKeys + decoder.duplicateKeys();
    }

    @Override
    public long overflowedFields() {
        return overflowedFields + decoder.overflowedFields();
    }

    @Override
    public List<String> takeNotes() {
        if (notes.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(notes);
        notes.clear();
        return taken;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
