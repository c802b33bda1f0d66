package io.millrace.connector.azure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a blob, which the client asks for in blocks; errors are those of a stream. */
final class AzureStream extends FilterInputStream {
    AzureStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (RuntimeException e) {
            throw new IOException(AzureErrors.reason(e), e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (RuntimeException e) {
            throw new IOException(AzureErrors.reason(e), e);
        }
    }
}
