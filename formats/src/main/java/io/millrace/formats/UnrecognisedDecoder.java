package io.millrace.formats;

import io.millrace.formats.text.TextDecoder;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;

/** Rejects each line that is not blank, so that nothing is lost and all can be replayed once CONTENT_TYPE is set. */
final class UnrecognisedDecoder extends TextDecoder {
    private final String reason;

    UnrecognisedDecoder(Finding finding, DecodeSettings settings) {
        super(settings);
        reason = "content type could not be recognised: " + finding.reason() + "; set CONTENT_TYPE";
    }

    @Override
    protected int record(int p) {
        int end = lineEnd(p);
        if (end == INCOMPLETE) {
            return INCOMPLETE;
        }
        if (end == TOO_LARGE) {
            return cut(p);
        }
        int textEnd = textEnd(p, end);
        if (textEnd > p) {
            reject(ErrorCode.SOURCE_FORMAT, reason, p, textEnd);
        }
        return afterLine(end);
    }
}
