package io.millrace.formats;

import static java.util.Objects.requireNonNull;

import io.millrace.formats.json.JsonFormat;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.decode.RejectSink;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import java.util.Optional;

/**
 * JSON, unless the first payload clearly is something else: then decoding fails with NOT_YET_AVAILABLE, which names
 * it. Only the beginning of the first payload is looked at; a bad record later on is a reject as ever.
 */
final class AutoFormat implements Format {
    private final Format json = new JsonFormat();

    @Override
    public String name() {
        return "AUTO";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("AUTO content");
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new AutoDecoder(json.open(options, settings));
    }

    private static final class AutoDecoder implements Decoder {
        private final Decoder decoder;
        private boolean decided;

        AutoDecoder(Decoder decoder) {
            this.decoder = requireNonNull(decoder, "decoder is null");
        }

        @Override
        public int decode(byte[] bytes, int from, int to, boolean complete, RejectSink rejects) {
            if (!decided && to > from) {
                decide(bytes, from, to);
            }
            return decoder.decode(bytes, from, to, complete, rejects);
        }

        private void decide(byte[] bytes, int from, int to) {
            Optional<String> other = Sniffer.otherThanJson(bytes, from, to);
            if (other.isPresent()) {
                throw Formats.notYetAvailable(other.get());
            }
            decided = true;
        }

        @Override
        public int rows() {
            return decoder.rows();
        }

        @Override
        public boolean full() {
            return decoder.full();
        }

        @Override
        public Batch batch() {
            return decoder.batch();
        }

        @Override
        public void reset() {
            decoder.reset();
        }

        @Override
        public long duplicateKeys() {
            return decoder.duplicateKeys();
        }

        @Override
        public long overflowedFields() {
            return decoder.overflowedFields();
        }
    }
}
