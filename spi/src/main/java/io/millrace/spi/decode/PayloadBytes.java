package io.millrace.spi.decode;

import java.io.IOException;

/** The bytes of a payload that is not in memory, to be looked at anywhere. */
public interface PayloadBytes {
    /** How many there are. */
    long length();

    /**
     * Reads {@code [position, position + count)} to {@code into[at, at + count)}.
     *
     * @throws java.io.EOFException when there are no such bytes
     */
    void read(long position, byte[] into, int at, int count) throws IOException;
}
