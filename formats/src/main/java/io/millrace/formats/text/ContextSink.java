package io.millrace.formats.text;

import io.millrace.spi.error.ErrorCode;

/** Takes a record with the text that has to stand before it if it is to be decoded by itself. */
interface ContextSink {
    /** @param context UTF-8 */
    void reject(ErrorCode code, String reason, byte[] context, byte[] bytes, int from, int to);
}
