package io.millrace.connector.files.s3;

import io.millrace.aws.AwsClients;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.object.ObjectSource;
import io.millrace.connector.files.object.ObjectStore;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a bucket whose keys begin with a root. */
public final class S3Store implements ObjectStore {
    private final S3Dialect dialect;
    private final String bucket;
    private final String root;
    private AwsClients.Opened<S3Client> opened;

    /** The client is made when it is first needed. */
    S3Store(S3Dialect dialect, String bucket, String root) {
        this.dialect = dialect;
        this.bucket = bucket;
        this.root = root;
    }

    /**
     * What a job reads of a bucket.
     *
     * @param options of {@link ObjectOptions#source}
     * @param clock tells which dates have come, and which objects may still arrive
     */
    public static Source source(S3Dialect dialect, S3Location location, Options options, InstantSource clock) {
        S3Store store = new S3Store(dialect, location.bucket(), location.path().root());
        return new ObjectSource(store, location.path().names(), options, clock);
    }

    @Override
    public void list(String prefix, String startAfter, Consumer<StoredFile> each) {
        ListObjectsV2Request.Builder request =
                ListObjectsV2Request.builder().bucket(bucket).prefix(root + prefix);
        if (!startAfter.isEmpty()) {
            request.startAfter(root + startAfter);
        }
        try {
            client().listObjectsV2Paginator(request.build()).contents().forEach(object -> each.accept(file(object)));
        } catch (SdkException e) {
            throw S3Errors.of(dialect, "list " + address(), e);
        }
    }

    @Override
    public void validate() {
        try {
            client().listObjectsV2(
                            request -> request.bucket(bucket).prefix(root).maxKeys(1));
        } catch (SdkException e) {
            throw S3Errors.of(dialect, "list " + address(), e);
        }
    }

    @Override
    public Opened open(SplitRange planned) {
        return open(planned, request(planned).build(), 0, planned.bytes());
    }

    @Override
    public boolean opensAnywhere() {
        return true;
    }

    @Override
    public Opened open(SplitRange planned, long from, long to) {
        String range = "bytes=" + from + "-" + (to - 1);
        return open(planned, request(planned).range(range).build(), from, to);
    }

    private GetObjectRequest.Builder request(SplitRange planned) {
        return GetObjectRequest.builder().bucket(bucket).key(root + planned.split());
    }

    private Opened open(SplitRange planned, GetObjectRequest request, long from, long to) {
        ResponseInputStream<GetObjectResponse> body;
        try {
            body = client().getObject(request);
        } catch (SdkException e) {
            throw S3Errors.isGone(e)
                    ? gone(planned.split())
                    : S3Errors.of(dialect, "read file " + address(planned.split()), e);
        }
        GetObjectResponse found = body.response();
        long size = size(found);
        if (!isPlanned(planned, size, found.lastModified())) {
            body.abort();
            throw replaced(planned.split());
        }
        StoredFile file = new StoredFile(planned.split(), size, micros(found.lastModified()), found.eTag());
        return new Opened(file, new S3Stream(client(), request, body, from, to));
    }

    /** One answer is of one object. */
    @Override
    public void requireUnchanged(StoredFile file) {}

    @Override
    public void delete(SplitRange read) throws IOException {
        String key = root + read.split();
        try {
            HeadObjectResponse found =
                    client().headObject(request -> request.bucket(bucket).key(key));
            if (isPlanned(read, found.contentLength(), found.lastModified())) {
                client().deleteObject(
                                request -> dialect.bind(request.bucket(bucket).key(key), found));
            }
        } catch (SdkException e) {
            if (!S3Errors.isGone(e)) {
                throw S3Errors.of(dialect, "delete " + address(read.split()), e);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    private synchronized S3Client client() {
        if (opened == null) {
            opened = dialect.open();
        }
        return opened.client();
    }

    private StoredFile file(S3Object object) {
        return new StoredFile(
                object.key().substring(root.length()), object.size(), micros(object.lastModified()), object.eTag());
    }

    @Override
    public String address(String name) {
        return dialect.scheme() + "://" + bucket + "/" + root + name;
    }

    /** The size of the object, which an answer with a part of it tells after a slash. */
    private static long size(GetObjectResponse found) {
        String range = found.contentRange();
        return range == null ? found.contentLength() : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
    }

    private static boolean isPlanned(SplitRange planned, long size, Instant modified) {
        return size == planned.bytes() && modified.getEpochSecond() == planned.first();
    }

    /** Lists tell fractions of seconds where answers to reads do not. */
    private static long micros(Instant modified) {
        return modified.getEpochSecond() * 1_000_000;
    }
}
