package io.millrace.server.s3;

import io.millrace.testing.s3.S3Server;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;

/** A bucket with an inbox, from which a worksheet loads, and a lake, in which it keeps its tables. */
public record Store(String endpoint, String bucket) {
    public static Store create() {
        S3Server server = S3Server.shared();
        return new Store(server.endpoint(), server.createBucket());
    }

    /** Says, in a new data directory, that the tables of the embedded catalog lie in the bucket. */
    Path dataDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("catalog.properties"), """
                    warehouse=s3://%s/lake
                    s3.endpoint=%s
                    s3.path-style-access=true
                    s3.access-key-id=test
                    s3.secret-access-key=test
                    client.region=us-east-1
                    """.formatted(bucket, endpoint));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String connection() {
        return "CREATE S3 CONNECTION store " + options() + ";\n";
    }

    /** What a connection to the store says. */
    public String options() {
        return "ENDPOINT = '%s' AWS_ACCESS_KEY_ID = 'test' AWS_SECRET_ACCESS_KEY = 'test'".formatted(endpoint);
    }

    public String inbox() {
        return "s3://" + bucket + "/inbox/";
    }

    /** What is in a folder. */
    List<String> locations(String folder) {
        List<String> names = new ArrayList<>();
        try (S3FileIO io = new S3FileIO()) {
            io.initialize(properties());
            io.listPrefix("s3://" + bucket + "/" + folder).forEach(file -> names.add(file.location()));
        }
        return names;
    }

    public void put(String name, String content) {
        write("inbox/" + name, content);
    }

    /** @param key of the object in the bucket */
    public void write(String key, String content) {
        try (S3FileIO io = new S3FileIO()) {
            io.initialize(properties());
            try (OutputStream out =
                    io.newOutputFile("s3://" + bucket + "/" + key).createOrOverwrite()) {
                out.write(content.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> properties() {
        return Map.of(
                "http-client.type", "urlconnection",
                "s3.endpoint", endpoint,
                "s3.path-style-access", "true",
                "s3.access-key-id", "test",
                "s3.secret-access-key", "test",
                "client.region", S3Server.REGION);
    }
}
