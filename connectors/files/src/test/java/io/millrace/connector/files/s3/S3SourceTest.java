package io.millrace.connector.files.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.Formats;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Splitting;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.SteppingClock;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.s3.S3Server;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.Payload;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3SourceTest {
    private final InstantSource clock = new SteppingClock(Instant.now(), Duration.ofSeconds(2));
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);

    private final Bucket bucket = Bucket.create();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void readsWhatALocationNames() {
        for (String key :
                List.of("o/a.json", "o/b/c.json", "o/b/c.csv", "o/.hidden", "o/x.tmp", "o/", "other/z.json")) {
            bucket.put(key, "{}");
        }
        assertThat(names(location("s3://" + bucket.name() + "/o")))
                .containsExactlyInAnyOrder("a.json", "b/c.json", "b/c.csv");
        assertThat(names(location("s3://" + bucket.name() + "/o/**/*.json")))
                .containsExactlyInAnyOrder("a.json", "b/c.json");
        Map<String, OptionValue> regex = new HashMap<>(location("s3://" + bucket.name() + "/o/"));
        regex.put("FILE_PATTERN", new OptionValue.Text("regex:.*\\.csv"));
        assertThat(names(regex)).containsExactly("b/c.csv");
    }

    @Test
    void showsKeysAsTheyAre() {
        List<String> keys = List.of("a b+c%20.json", "ü/ß?.json", "x=1/y&z.json");
        keys.forEach(key -> bucket.put(key, "{}"));
        try (Source source = bucket.open(clock, Map.of())) {
            assertThat(Drain.all(source, Position.START).payloads())
                    .extracting(Payload::split)
                    .containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void goesOnWhereAConnectionBroke() {
        byte[] content = new byte[8 << 20];
        Arrays.fill(content, (byte) 'x');
        bucket.put("large", content);
        try (TcpProxy network = TcpProxy.start()) {
            network.forwardTo(URI.create(S3Server.shared().endpoint()).getPort());
            try (Source source = bucket.open("http://127.0.0.1:" + network.port(), clock, Map.of());
                    var reader = source.read(source.next(Position.START, ALL))) {
                assertThat(reader.next()).isTrue();
                long read = reader.end();
                network.cut();
                while (!reader.complete()) {
                    reader.consumed(reader.end());
                    reader.next();
                    read += reader.end();
                }
                assertThat(read).isEqualTo(content.length);
            }
        }
    }

    @Test
    void readsALargeObjectInPiecesOfOneVersion() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 4 << 20) {
            text.append("{\"at\":").append(text.length()).append("}\n");
        }
        byte[] content = text.toString().getBytes(StandardCharsets.UTF_8);
        bucket.put("large", content);
        Splitting json = Formats.find("JSON").splitting(Options.NONE, DecodeSettings.DEFAULT);
        try (TcpProxy network = TcpProxy.start()) {
            network.forwardTo(URI.create(S3Server.shared().endpoint()).getPort());
            Map<String, OptionValue> pieces = Map.of("PIECE_MIB", new OptionValue.Numeral("1"));
            try (Source source = bucket.open("http://127.0.0.1:" + network.port(), clock, pieces)) {
                List<SplitRange> parts = source.cut(source.next(Position.START, ALL), json);
                assertThat(parts).hasSize(5);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                for (SplitRange part : parts) {
                    try (var reader = source.read(List.of(part))) {
                        while (reader.next()) {
                            all.write(reader.bytes(), reader.start(), reader.end() - reader.start());
                            reader.consumed(reader.end() - reader.start());
                            network.cut();
                        }
                    }
                }
                assertThat(all.toByteArray()).isEqualTo(content);

                content[content.length - 3] ^= 1;
                bucket.put("large", content);
                SplitRange last = parts.get(parts.size() - 1);
                assertThatThrownBy(() -> Drain.read(source, List.of(last)))
                        .hasMessageEndingWith("since it was planned");
            }
        }
    }

    @Test
    void deletesWhatWasLoaded() {
        bucket.put("old.json", "{}");
        Map<String, OptionValue> deleting = Map.of("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));
        try (Source source = bucket.open(clock, deleting)) {
            Position position = source.start(new StartPoint.Now());
            bucket.put("a.json", "{}");
            bucket.put("b.json", "{}");
            List<SplitRange> ranges = source.next(position, ALL);
            position = source.compact(position.advance(ranges));
            assertThat(bucket.keys()).hasSize(3);
            source.committed(position, ranges);
            assertThat(bucket.keys()).containsExactly("old.json");
            source.committed(position, ranges);
            assertThat(source.next(position, ALL)).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithABucket() {
        try (Source source = bucket.open(clock, location("s3://nobody-has-this-one/"))) {
            assertThatThrownBy(source::validate)
                    .isInstanceOf(MillraceException.class)
                    .hasMessageStartingWith("Cannot list s3://nobody-has-this-one/: NoSuchBucket")
                    .extracting(error -> ((MillraceException) error).code())
                    .isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
        }
        assertThatThrownBy(() -> bucket.open(clock, location("/orders/")))
                .hasMessage("Cannot set option LOCATION: '/orders/'");
    }

    @Test
    void refusesHalfAKeyAndDeletingFromWhatIsReadOnly() {
        Options half = new Options(Map.of("AWS_ACCESS_KEY_ID", new OptionValue.Text("x")));
        try (Source source = new S3Connector(clock).open(half, new Options(location("s3://b/")))) {
            assertThatThrownBy(source::validate).hasMessageContaining("AWS_SECRET_ACCESS_KEY");
        }
        Options readOnly = new Options(Map.of("READ_ONLY", new OptionValue.Flag(true)));
        Map<String, OptionValue> deleting = new HashMap<>(location("s3://b/"));
        deleting.put("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));
        assertThatThrownBy(() -> new S3Connector(clock).open(readOnly, new Options(deleting)))
                .hasMessageContaining("READ_ONLY");
    }

    private List<String> names(Map<String, OptionValue> options) {
        try (Source source = bucket.open(clock, options)) {
            return source.next(Position.START, ALL).stream()
                    .map(SplitRange::split)
                    .toList();
        }
    }

    private static Map<String, OptionValue> location(String location) {
        return Map.of("LOCATION", new OptionValue.Text(location));
    }
}
