package io.millrace.connector.gcs;

import io.millrace.spi.source.Source;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.source.SourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class GcsSourceContractTest extends SourceContract {
    private final GcsBucket bucket = new GcsBucket();
    private final GoogleStandIn google = new GoogleStandIn();
    private final TokenServer tokens = TokenServer.start();
    private final String account = tokens.account();
    private final TcpProxy network = TcpProxy.start();
    private int written;

    @AfterEach
    void close() {
        bucket.close();
        google.close();
        tokens.close();
        network.close();
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    protected Source open() {
        network.forwardTo(google.proxy().port());
        return bucket.open(
                "http://127.0.0.1:" + network.port(),
                Map.of("CREDENTIALS", account),
                new SteppingClock(Instant.now(), Duration.ofSeconds(2)),
                Map.of());
    }

    @Override
    protected void grow(int payloads) {
        for (int i = 0; i < payloads; i++) {
            bucket.put("folder/file-" + written++ + ".json", "{\"n\":1}\n");
        }
    }

    @Override
    protected void addSplit(int payloads) {
        grow(payloads);
    }

    @Override
    protected void removeSplit() {
        bucket.delete("folder/file-0.json");
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
        bucket.put("poison.json", payload);
    }
}
