package io.millrace.connector.files.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Source;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.s3.S3Server;
import io.millrace.testing.source.ObjectContract;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3SourceTest extends ObjectContract {
    private final Bucket bucket = Bucket.create();
    private final TcpProxy network = TcpProxy.start();

    S3SourceTest() {
        super(Instant.now());
    }

    @AfterEach
    void close() {
        bucket.close();
        network.close();
    }

    @Override
    protected String location() {
        return "s3://" + bucket.name() + "/";
    }

    @Override
    protected String nowhere() {
        return "s3://nobody-has-this-one/";
    }

    @Override
    protected Source open(InstantSource time, Map<String, OptionValue> options) {
        network.forwardTo(URI.create(S3Server.shared().endpoint()).getPort());
        return bucket.open("http://127.0.0.1:" + network.port(), time, options);
    }

    @Override
    protected void put(String name, byte[] content) {
        bucket.put(name, content);
    }

    @Override
    protected List<String> names() {
        return bucket.keys();
    }

    @Override
    protected void cut() {
        network.cut();
    }

    @Test
    void leavesPlaceholdersOfFoldersAlone() {
        put("o/");
        put("o/a.json");
        try (Source source = open(InstantSource.system(), Map.of())) {
            assertThat(source.backlog(source.start(new StartPoint.Beginning())).values())
                    .containsExactly(1L);
        }
    }

    @Test
    void wantsALocationInABucket() {
        assertThatThrownBy(() -> open(InstantSource.system(), Map.of("LOCATION", new OptionValue.Text("/orders/"))))
                .hasMessage("Cannot set option LOCATION: '/orders/'");
    }

    @Test
    void refusesHalfAKeyAndDeletingFromWhatIsReadOnly() {
        S3Connector connector = new S3Connector(InstantSource.system());
        Map<String, OptionValue> deleting = new HashMap<>(at(""));
        Options half = new Options(Map.of("AWS_ACCESS_KEY_ID", new OptionValue.Text("x")));
        try (Source source = connector.open(half, new Options(deleting))) {
            assertThatThrownBy(source::validate)
                    .hasMessage("Cannot use S3 connection without option: AWS_SECRET_ACCESS_KEY");
        }
        Options readOnly = new Options(Map.of("READ_ONLY", new OptionValue.Flag(true)));
        deleting.put("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));
        assertThatThrownBy(() -> connector.open(readOnly, new Options(deleting)))
                .hasMessageContaining("READ_ONLY");
    }
}
