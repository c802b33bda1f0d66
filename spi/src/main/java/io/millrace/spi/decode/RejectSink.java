package io.millrace.spi.decode;

import io.millrace.spi.error.ErrorCode;

/** Takes what could not be decoded. */
public interface RejectSink {
    /**
     * @param code why, stable
     * @param reason why, for a person, with the place in the record
     * @param bytes holds the record at {@code [from, to)}; valid during the call only
     */
    void reject(ErrorCode code, String reason, byte[] bytes, int from, int to);
}
