package io.millrace.connector.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.azure.Azurite;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.ObjectContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureSourceTest extends ObjectContract {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);

    private final Container container = new Container();
    private final TcpProxy network = TcpProxy.start();

    AzureSourceTest() {
        super(Instant.now());
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Override
    protected String location() {
        return container.location();
    }

    @Override
    protected String nowhere() {
        return "abfss://nobody-has-this-one@" + Azurite.ACCOUNT + ".dfs.core.windows.net/";
    }

    @Override
    protected Source open(InstantSource time, Map<String, OptionValue> options) {
        network.forwardTo(Azurite.shared().port());
        return container.open(
                "http://127.0.0.1:" + network.port() + "/" + Azurite.ACCOUNT, Container.KEY, time, options);
    }

    @Override
    protected void put(String name, byte[] content) {
        container.put(name, content);
    }

    @Override
    protected List<String> names() {
        return container.names();
    }

    @Override
    protected void cut() {
        network.cut();
    }

    @Test
    void leavesFoldersAndWhatIsStillEmptyAlone() {
        container.putFolder("o");
        container.put("o/begun.json", new byte[0]);
        put("o/a.json");
        assertThat(splits(Container.KEY)).containsExactly("o/a.json");
    }

    @Test
    void listsBehindAName() {
        List.of("a", "b/1", "b/2", "c").forEach(this::put);
        AzureStore store = container.store();
        List<String> names = new ArrayList<>();
        store.list("b/", "b/1", file -> names.add(file.name()));
        store.list("", "b/1x", file -> names.add(file.name()));
        assertThat(names).containsExactly("b/2", "b/2", "c");
    }

    @Test
    void takesASharedAccessSignature() {
        put("a.json");
        String signature = container.sharedAccessSignature();
        assertThat(splits(Map.of("SAS_TOKEN", signature))).containsExactly("a.json");
        assertThat(splits(Map.of("SAS_TOKEN", "?" + signature))).containsExactly("a.json");
    }

    @Test
    void saysThatAKeyIsRefused() {
        String wrong = Base64.getEncoder().encodeToString(new byte[16]);
        try (Source source =
                container.open(Azurite.shared().endpoint(), Map.of("ACCOUNT_KEY", wrong), CLOCK, Map.of())) {
            assertThatThrownBy(source::validate)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED));
        }
    }

    @Test
    void readsManyBlocks() {
        byte[] content = new byte[(20 << 20) + 7];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ('a' + i % 23);
        }
        put("large", content);
        try (Source source = open(CLOCK, Map.of())) {
            List<SplitRange> ranges = source.next(Position.START, ALL);
            assertThat(Drain.read(source, ranges).get(0).bytes())
                    .isEqualTo(new String(content, StandardCharsets.ISO_8859_1));
        }
    }

    private List<String> splits(Map<String, String> access) {
        try (Source source = container.open(Azurite.shared().endpoint(), access, CLOCK, Map.of())) {
            return source.next(Position.START, ALL).stream()
                    .map(SplitRange::split)
                    .toList();
        }
    }
}
