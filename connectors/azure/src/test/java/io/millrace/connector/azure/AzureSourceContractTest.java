package io.millrace.connector.azure;

import io.millrace.spi.source.Source;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.azure.Azurite;
import io.millrace.testing.source.SourceContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class AzureSourceContractTest extends SourceContract {
    private final Container container = new Container();
    private final TcpProxy network = TcpProxy.start();
    private static final byte[] RECORD = "{\"n\":1}\n".getBytes(StandardCharsets.UTF_8);

    private int written;

    @AfterEach
    void close() {
        network.close();
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    protected Source open() {
        network.forwardTo(Azurite.shared().port());
        return container.open(
                "http://127.0.0.1:" + network.port() + "/" + Azurite.ACCOUNT,
                Container.KEY,
                new SteppingClock(Instant.now(), Duration.ofSeconds(2)),
                Map.of());
    }

    @Override
    protected void grow(int payloads) {
        for (int i = 0; i < payloads; i++) {
            container.put("folder/file-" + written++ + ".json", RECORD);
        }
    }

    @Override
    protected void addSplit(int payloads) {
        grow(payloads);
    }

    @Override
    protected void removeSplit() {
        container.delete("folder/file-0.json");
    }

    @Override
    protected void goAway() {
        network.set(TcpProxy.Mode.REFUSE);
    }

    @Override
    protected void comeBack() {
        network.set(TcpProxy.Mode.PASS);
    }

    @Override
    protected void write(byte[] payload) {
        container.put("poison.json", payload);
    }
}
