package io.millrace.connector.http;

import io.millrace.spi.source.Source;
import io.millrace.spi.source.SourceColumn;
import io.millrace.testing.source.SourceContract;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class HttpSourceContractTest extends SourceContract {
    @TempDir
    private static Path directory;

    private final Endpoint endpoint = Endpoint.start(directory, "orders", "sales");
    private int posted;

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.of(Ability.TAKES_ANY_BYTES, Ability.KNOWS_NOW);
    }

    @Override
    protected Source open() {
        return endpoint.open("job");
    }

    @Override
    protected void grow(int payloads) {
        for (int i = 0; i < payloads; i++) {
            endpoint.post(posted++ % 2 == 0 ? "orders" : "sales", "{\"n\":" + posted + "}");
        }
    }

    @Override
    protected void write(byte[] payload) {
        endpoint.post("orders", payload);
    }

    @Override
    protected boolean always(SourceColumn column) {
        return !Set.of("_idempotency_key", "_content_type").contains(column.name());
    }

    @AfterEach
    final void stop() {
        endpoint.close();
    }
}
