package io.millrace.lake.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.lake.commit.S3Warehouse;
import io.millrace.testing.http.HttpAnswer;
import io.millrace.testing.http.HttpProxy;
import io.millrace.testing.http.HttpRequestSeen;
import io.millrace.testing.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.iceberg.io.PositionOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An upload in parts that fails in its middle leaves no upload open, for that would be paid for ever. */
class S3UploadTest {
    private static final int PARTS = 4;
    private static final int PART = 5 << 20;

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>(S3Warehouse.create());
    private final String location = properties.get("warehouse") + "/data/file.parquet";
    private final HttpProxy network =
            HttpProxy.start(URI.create(S3Server.shared().endpoint()));
    private final LakeFileIO io = new LakeFileIO();
    private final S3Client client = S3Client.builder()
            .endpointOverride(URI.create(S3Server.shared().endpoint()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    @BeforeEach
    void open() {
        properties.put("s3.endpoint", network.endpoint());
        properties.put("s3.multipart.part-size-bytes", Integer.toString(PART));
        properties.put("s3.multipart.threshold", "1.0");
        properties.put("s3.retry.num-retries", "1");
        properties.put("s3.retry.min-wait-ms", "10");
        properties.put("s3.retry.max-wait-ms", "20");
        properties.put(LakeFileIO.STAGING_DIRECTORY, directory.toString());
        io.initialize(properties);
    }

    @AfterEach
    void close() {
        io.close();
        network.close();
        client.close();
    }

    @Test
    void isAbortedWhenAPartIsRefused() {
        assertAborted(failing(S3UploadTest::isThirdPart, HttpAnswer.of(500, "")));
    }

    @Test
    void isAbortedWhenTheConnectionBreaksInAPart() {
        assertAborted(failing(S3UploadTest::isThirdPart, HttpAnswer.CUT));
    }

    @Test
    void isAbortedWhenItCannotBeCompleted() {
        assertAborted(failing(S3UploadTest::isCompletion, HttpAnswer.of(500, "")));
    }

    @Test
    void isThereOrAbortedWhenTheAnswerToItsCompletionIsLost() {
        network.rule(new HttpProxy.Rule() {
            @Override
            public HttpAnswer after(HttpRequestSeen request, HttpAnswer answer) {
                return isCompletion(request) ? HttpAnswer.CUT : answer;
            }
        });
        try {
            write();
        } catch (IOException | RuntimeException e) {
            assertThat(e).isNotNull();
        }
        assertThat(network.requests()).anyMatch(S3UploadTest::isCompletion);
        assertThat(openUploads()).isZero();
        assertThat(client.headObject(request -> request.bucket(bucket()).key("lake/data/file.parquet"))
                        .contentLength())
                .isEqualTo((long) PARTS * PART);
    }

    private void assertAborted(HttpProxy.Rule rule) {
        network.rule(rule);
        assertThatThrownBy(this::write).isInstanceOfAny(IOException.class, RuntimeException.class);
        assertThat(network.requests()).anyMatch(S3UploadTest::isThirdPart);
        assertThat(network.requests())
                .anyMatch(request -> request.method().equals("DELETE")
                        && request.parameter("uploadId").isPresent());
        assertThat(openUploads()).isZero();
        assertThat(client.listObjectsV2(request -> request.bucket(bucket())).contents())
                .isEmpty();
        assertThat(directory.toFile().list()).isEmpty();
    }

    private void write() throws IOException {
        byte[] part = new byte[PART];
        try (PositionOutputStream out = SpooledOutputFile.of(io, location).create()) {
            for (int i = 0; i < PARTS; i++) {
                out.write(part);
            }
        }
    }

    private int openUploads() {
        return client.listMultipartUploads(request -> request.bucket(bucket()))
                .uploads()
                .size();
    }

    private String bucket() {
        return properties.get("warehouse").split("/")[2];
    }

    private static HttpProxy.Rule failing(Predicate<HttpRequestSeen> which, HttpAnswer answer) {
        return new HttpProxy.Rule() {
            @Override
            public Optional<HttpAnswer> before(HttpRequestSeen request) {
                return which.test(request) ? Optional.of(answer) : Optional.empty();
            }
        };
    }

    private static boolean isThirdPart(HttpRequestSeen request) {
        return request.method().equals("PUT")
                && request.parameter("partNumber").filter("3"::equals).isPresent();
    }

    private static boolean isCompletion(HttpRequestSeen request) {
        return request.method().equals("POST") && request.parameter("uploadId").isPresent();
    }
}
