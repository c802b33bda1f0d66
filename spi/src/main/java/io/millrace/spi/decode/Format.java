package io.millrace.spi.decode;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/** A content type: one folder, one class of this type, one line of registration. */
public interface Format {
    /** The word after CONTENT_TYPE: {@code JSON}. */
    String name();

    /** What {@code CONTENT_TYPE = (TYPE = JSON ...)} takes. */
    OptionSet options();

    Decoder open(Options options, DecodeSettings settings);

    /** Whether and where large payloads may be cut; the decoders of the pieces are those of {@link #open}. */
    default Splitting splitting(Options options, DecodeSettings settings) {
        return Splitting.NONE;
    }
}
