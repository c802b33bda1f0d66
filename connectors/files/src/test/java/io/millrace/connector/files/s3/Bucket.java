package io.millrace.connector.files.s3;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.s3.S3Server;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of a test on a real server. */
final class Bucket implements AutoCloseable {
    private final String name;
    private final S3Client client;

    private Bucket(String name, S3Client client) {
        this.name = name;
        this.client = client;
    }

    static Bucket create() {
        S3Server server = S3Server.shared();
        return new Bucket(
                server.createBucket(),
                new AmazonDialect(connection(server.endpoint())).open().client());
    }

    String name() {
        return name;
    }

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] content) {
        client.putObject(request -> request.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    void delete(String key) {
        client.deleteObject(request -> request.bucket(name).key(key));
    }

    List<String> keys() {
        return client.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** A source of all of the bucket. */
    Source open(String endpoint, InstantSource clock, Map<String, OptionValue> options) {
        Map<String, OptionValue> values = new HashMap<>(options);
        values.putIfAbsent("LOCATION", new OptionValue.Text("s3://" + name + "/"));
        return new S3Connector(clock).open(connection(endpoint), new Options(values));
    }

    @Override
    public void close() {
        client.close();
    }

    private static Options connection(String endpoint) {
        return new Options(Map.of(
                "ENDPOINT", new OptionValue.Text(endpoint),
                "AWS_ACCESS_KEY_ID", new OptionValue.Text("test"),
                "AWS_SECRET_ACCESS_KEY", new OptionValue.Text("test")));
    }
}
