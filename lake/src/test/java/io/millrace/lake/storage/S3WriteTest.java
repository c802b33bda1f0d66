package io.millrace.lake.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.lake.commit.S3Warehouse;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.testing.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a write to S3 leaves behind, whether it is finished or not. */
class S3WriteTest {
    private static final Schema COLUMNS = new Schema(NestedField.optional(1, "text", Types.StringType.get()));

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new HashMap<>(S3Warehouse.create());
    private final S3Client client = S3Client.builder()
            .endpointOverride(URI.create(S3Server.shared().endpoint()))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private LakeCatalog catalog;
    private LakeTable table;

    @BeforeEach
    void createTable() {
        properties.put("uri", "jdbc:sqlite:" + directory.resolve("catalog.db"));
        properties.put(LakeFileIO.STAGING_DIRECTORY, staging().toString());
        properties.put("s3.multipart.part-size-bytes", Integer.toString(5 << 20));
        properties.put("s3.multipart.threshold", "1.0");
        catalog = Catalogs.jdbc("s3", properties);
        table = catalog.create("shop", "orders", COLUMNS, PartitionSpec.unpartitioned(), Map.of());
    }

    @AfterEach
    void close() {
        catalog.close();
        client.close();
    }

    @Test
    void aFileThatIsCompleteIsThereInWholeAndNowhereElse() throws IOException {
        DataFile file;
        try (TableWriter writer = writer()) {
            writer.write(batch(100_000), COLUMNS);
            assertThat(dataObjects()).isEmpty();
            file = writer.finish().get(0);
        }
        assertThat(file.fileSizeInBytes()).isGreaterThan(10 << 20);
        assertThat(table.io().newInputFile(file.location()).getLength()).isEqualTo(file.fileSizeInBytes());
        assertThat(dataObjects()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void aWriteThatIsGivenUpLeavesNothing() throws IOException {
        try (TableWriter writer = writer()) {
            writer.write(batch(100_000), COLUMNS);
            assertThat(files(staging())).isNotEmpty();
        }
        assertThat(dataObjects()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void anUploadThatFailsLeavesNothing() throws IOException {
        for (int rows : new int[] {100, 100_000}) {
            TableWriter writer = writer();
            writer.write(batch(rows), COLUMNS);
            client.listObjectsV2Paginator(request -> request.bucket(bucket()))
                    .contents()
                    .forEach(object -> client.deleteObject(
                            request -> request.bucket(bucket()).key(object.key())));
            client.deleteBucket(request -> request.bucket(bucket()));
            assertThatThrownBy(writer::finish).isInstanceOf(RuntimeException.class);
            client.createBucket(request -> request.bucket(bucket()));
            writer.close();
            assertThat(dataObjects()).isEmpty();
            assertNothingIsLeft();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(files(staging())).isEmpty();
        assertThat(client.listMultipartUploads(request -> request.bucket(bucket()))
                        .uploads())
                .isEmpty();
    }

    private TableWriter writer() {
        return new TableWriter(WriteTarget.of(table), "test", WriteSettings.DEFAULT, new EncodingHints());
    }

    /** Texts that cannot be compressed. */
    private static Batch batch(int rows) {
        Random random = new Random(1);
        Column column = new Column("text");
        byte[] text = new byte[128];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (' ' + random.nextInt(94));
            }
            column.bytes(Kind.STRING).append(row, text, 0, text.length);
        }
        return new Batch(rows, List.of(column));
    }

    private List<String> dataObjects() {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket())).contents().stream()
                .map(S3Object::key)
                .filter(key -> key.contains("/data/"))
                .toList();
    }

    private String bucket() {
        return properties.get("warehouse").split("/")[2];
    }

    private Path staging() {
        return directory.resolve("staging");
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
