package io.millrace.connector.files.s3;

import io.millrace.spi.source.Source;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.s3.S3Server;
import io.millrace.testing.source.SourceContract;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class S3SourceContractTest extends SourceContract {
    private final Bucket bucket = Bucket.create();
    private final TcpProxy network = TcpProxy.start();
    private int written;

    @AfterEach
    void close() {
        bucket.close();
        network.close();
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    protected Source open() {
        network.forwardTo(URI.create(S3Server.shared().endpoint()).getPort());
        return bucket.open(
                "http://127.0.0.1:" + network.port(),
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
