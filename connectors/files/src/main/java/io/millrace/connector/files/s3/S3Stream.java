package io.millrace.connector.files.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of one object, or a part of them; it goes on where a connection broke. */
final class S3Stream extends InputStream {
    private static final int MOST_BREAKS = 3;

    private final S3Client client;
    private final GetObjectRequest request;
    private ResponseInputStream<GetObjectResponse> body;
    private final long end;
    private final String version;
    private long at;
    private int breaks;

    /** @param body the bytes {@code [from, end)} of the object */
    S3Stream(
            S3Client client,
            GetObjectRequest request,
            ResponseInputStream<GetObjectResponse> body,
            long from,
            long end) {
        this.client = client;
        this.request = request;
        this.body = body;
        this.at = from;
        this.end = end;
        this.version = body.response().eTag();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (at == end) {
            return -1;
        }
        while (true) {
            try {
                int read = body.read(bytes, offset, count);
                if (read < 0) {
                    throw new IOException("the answer ended at byte " + at + " of " + end);
                }
                at += read;
                return read;
            } catch (IOException | SdkException e) {
                goOn(e);
            }
        }
    }

    /** What was not read is not fetched. */
    @Override
    public void close() throws IOException {
        if (at < end) {
            body.abort();
        } else {
            body.close();
        }
    }

    private void goOn(Exception error) throws IOException {
        body.abort();
        if (++breaks > MOST_BREAKS) {
            throw new IOException(error.getMessage(), error);
        }
        try {
            body = client.getObject(request.toBuilder()
                    .range("bytes=" + at + "-" + (end - 1))
                    .ifMatch(version)
                    .build());
        } catch (SdkException e) {
            e.addSuppressed(error);
            throw new IOException(e.getMessage(), e);
        }
    }
}
