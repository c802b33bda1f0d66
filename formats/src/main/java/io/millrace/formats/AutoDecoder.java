package io.millrace.formats;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.scan.Scan;
import io.millrace.formats.text.EncodedDecoder;
import io.millrace.formats.text.TextEncoding;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what the first payload is, and hands payloads to the decoder of that type. A later payload that certainly is of
 * another type goes to another decoder, in batches of its own; one that may be anything is what those before it were.
 * As long as nothing was recognised every line is rejected.
 */
final class AutoDecoder implements Decoder {
    private final DecodeSettings settings;
    private final List<String> notes = new ArrayList<>();
    private Optional<Finding> decided = Optional.empty();
    private Optional<Finding> noted = Optional.empty();
    /** The line of names of the last CSV that was recognised: where payloads are small, all begin with it. */
    private byte[] names = {};

    private Decoder decoder;
    private boolean atStart = true;
    /** Whether the batch has to be taken before the payload at hand can go to the decoder of its type. */
    private boolean changing;

    private long duplicateKeys;
    private long overflowedFields;

    AutoDecoder(DecodeSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
        decoder = open(Finding.unknown("nothing was read yet"));
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
        if (isAsBefore(bytes, from, to)) {
            return;
        }
        Optional<Finding> found = Sniffer.find(bytes, from, to, complete);
        if (found.isEmpty() || !replaces(found.get())) {
            return;
        }
        note(found.get());
        changing = decoder.rows() > 0;
        if (!changing) {
            begin(found.get());
            names = found.get().header() ? firstLine(bytes, from, to) : new byte[0];
        }
    }

    /** Whether the payload begins as one that was looked at. */
    private boolean isAsBefore(byte[] bytes, int from, int to) {
        if (names.length > 0) {
            return to - from > names.length && Arrays.equals(bytes, from, from + names.length, names, 0, names.length);
        }
        return decided.isPresent() && decided.get().type().equals("JSON") && bytes[from] == '{';
    }

    private static byte[] firstLine(byte[] bytes, int from, int to) {
        int end = Scan.find(bytes, from, to, (byte) '\n');
        return end < to ? Arrays.copyOfRange(bytes, from, end + 1) : new byte[0];
    }

    private boolean replaces(Finding found) {
        if (decided.isEmpty()) {
            return true;
        }
        Finding now = decided.get();
        if (found.isKnown() ? found.sameAs(now) : !now.isKnown()) {
            return false;
        }
        return found.certain() || !now.isKnown();
    }

    /** Once, though a batch may have to be taken before the payload is looked at again. */
    private void note(Finding finding) {
        if (noted.filter(finding::equals).isEmpty()) {
            notes.add(finding.describe());
            noted = Optional.of(finding);
        }
    }

    private void begin(Finding finding) {
        duplicateKeys += decoder.duplicateKeys();
        overflowedFields += decoder.overflowedFields();
        decoder.close();
        decoder = open(finding);
        decided = Optional.of(finding);
    }

    private Decoder open(Finding finding) {
        if (!finding.isKnown()) {
            return EncodedDecoder.of(new UnrecognisedDecoder(finding, settings), TextEncoding.AUTO);
        }
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
