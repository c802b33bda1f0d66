package io.millrace.connector.gcs;

import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsClients;
import io.millrace.aws.AwsKey;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.s3.S3Server;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a test, filled directly, read as one of Google's. */
final class GcsBucket implements AutoCloseable {
    private final String name = S3Server.shared().createBucket();
    private final S3Client client = AwsClients.open(
                    S3Client.builder().forcePathStyle(true),
                    new AwsAccess(
                            Optional.of(S3Server.REGION),
                            Optional.of(URI.create(S3Server.shared().endpoint())),
                            Optional.of(new AwsKey("test", "test", Optional.empty())),
                            Optional.empty()))
            .client();

    String name() {
        return name;
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    void putEncoded(String key, String encoding, byte[] content) {
        client.putObject(
                request -> request.bucket(name).key(key).contentEncoding(encoding), RequestBody.fromBytes(content));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(name).key(key));
    }

    List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    Source open(String endpoint, Map<String, String> access, InstantSource clock, Map<String, OptionValue> options) {
        Map<String, OptionValue> connection = new HashMap<>();
        access.forEach((option, value) -> connection.put(
                option, option.equals("READ_ONLY") ? new OptionValue.Flag(true) : new OptionValue.Text(value)));
        connection.put("ENDPOINT", new OptionValue.Text(endpoint));
        Map<String, OptionValue> source = new HashMap<>(options);
        source.putIfAbsent("LOCATION", new OptionValue.Text("gs://" + name + "/"));
        return new GcsConnector(clock).open(new Options(connection), new Options(source));
    }

    @Override
    public void close() {
        client.close();
    }
}
