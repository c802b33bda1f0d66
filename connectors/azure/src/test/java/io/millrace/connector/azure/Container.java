package io.millrace.connector.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.azure.Azurite;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A container of a test in the emulator. */
final class Container {
    static final Map<String, String> KEY = Map.of("ACCOUNT_KEY", Azurite.KEY);

    private final String name = "c" + UUID.randomUUID();
    private final BlobContainerClient client;

    Container() {
        client = new BlobContainerClientBuilder()
                .endpoint(Azurite.shared().endpoint())
                .containerName(name)
                .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient();
        client.create();
    }

    String name() {
        return name;
    }

    String location() {
        return "abfss://" + name + "@" + Azurite.ACCOUNT + ".dfs.core.windows.net/";
    }

    void put(String blob, byte[] content) {
        client.getBlobClient(blob).upload(BinaryData.fromBytes(content), true);
    }

    /** What a folder of a hierarchical namespace looks like to the interface of blobs. */
    void putFolder(String blob) {
        put(blob, new byte[0]);
        client.getBlobClient(blob).setMetadata(Map.of("hdi_isfolder", "true"));
    }

    void delete(String blob) {
        client.getBlobClient(blob).delete();
    }

    List<String> names() {
        return client.listBlobs().stream().map(BlobItem::getName).toList();
    }

    String sharedAccessSignature() {
        return client.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusDays(1),
                new BlobContainerSasPermission().setReadPermission(true).setListPermission(true)));
    }

    AzureStore store() {
        return new AzureStore(() -> client, AzureLocation.parse(location(), Optional.empty()));
    }

    Source open(String endpoint, Map<String, String> access, InstantSource clock, Map<String, OptionValue> options) {
        Map<String, OptionValue> connection = new HashMap<>();
        access.forEach((option, value) -> connection.put(option, new OptionValue.Text(value)));
        connection.put("ENDPOINT", new OptionValue.Text(endpoint));
        Map<String, OptionValue> source = new HashMap<>(options);
        source.putIfAbsent("LOCATION", new OptionValue.Text(location()));
        return new AzureConnector(clock).open(new Options(connection), new Options(source));
    }
}
