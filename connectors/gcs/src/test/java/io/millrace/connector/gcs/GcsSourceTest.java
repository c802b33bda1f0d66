package io.millrace.connector.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.StartPoint;
import io.millrace.spi.source.Position;
import io.millrace.spi.source.RunLimit;
import io.millrace.spi.source.Source;
import io.millrace.spi.source.SplitRange;
import io.millrace.testing.TcpProxy;
import io.millrace.testing.http.HttpRequestSeen;
import io.millrace.testing.source.Drain;
import io.millrace.testing.source.ObjectContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GcsSourceTest extends ObjectContract {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final RunLimit ALL = new RunLimit(1_000_000, 1L << 40);
    private static final Map<String, String> HMAC = Map.of("HMAC_ACCESS_ID", "GOOG1E", "HMAC_SECRET", "secret");
    private static final Map<String, OptionValue> DELETING =
            Map.of("DELETE_FILES_AFTER_LOAD", new OptionValue.Flag(true));

    private final GcsBucket bucket = new GcsBucket();
    private final GoogleStandIn google = new GoogleStandIn();
    private final TokenServer tokens = TokenServer.start();
    private final Map<String, String> account = Map.of("CREDENTIALS", tokens.account());
    private final TcpProxy network = TcpProxy.start();

    GcsSourceTest() {
        super(Instant.now());
    }

    @AfterEach
    void close() {
        bucket.close();
        google.close();
        tokens.close();
        network.close();
    }

    @Override
    protected String location() {
        return "gs://" + bucket.name() + "/";
    }

    @Override
    protected String nowhere() {
        return "gs://nobody-has-this-one/";
    }

    @Override
    protected Source open(InstantSource time, Map<String, OptionValue> options) {
        network.forwardTo(google.proxy().port());
        return bucket.open("http://127.0.0.1:" + network.port(), account, time, options);
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
    void asksWithATokenOfTheAccountAndNothingOfAmazons() {
        loadAndDelete(account);
        assertThat(names()).isEmpty();
        assertThat(google.proxy().requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("authorization")).contains("Bearer " + TokenServer.TOKEN);
            assertThat(request.headers().keySet()).noneMatch(name -> name.startsWith("x-amz-"));
            assertThat(request.uri().getPath()).startsWith("/" + bucket.name());
        });
        assertThat(deletes())
                .allSatisfy(request ->
                        assertThat(request.header("x-goog-if-generation-match")).isPresent());
        assertThat(tokens.claims())
                .singleElement()
                .asString()
                .contains("reader@p.iam.gserviceaccount.com", "devstorage.read_write");
    }

    @Test
    void signsWithAnHmacKey() {
        loadAndDelete(HMAC);
        assertThat(names()).isEmpty();
        assertThat(google.proxy().requests()).isNotEmpty().allSatisfy(request -> {
            String signature = request.header("authorization").orElseThrow();
            assertThat(signature)
                    .startsWith("AWS4-HMAC-SHA256 Credential=GOOG1E/")
                    .contains("/auto/s3/aws4_request");
            assertThat(signature.substring(0, signature.indexOf("Signature="))).doesNotContain("accept-encoding");
        });
        assertThat(deletes())
                .allSatisfy(
                        request -> assertThat(request.parameter("generation")).isPresent());
    }

    @Test
    void deletesNothingThatTookAName() {
        google.overtake();
        loadAndDelete(account);
        loadAndDelete(HMAC);
        assertThat(deletes()).hasSize(2);
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void readsCompressedObjectsAsTheyAreStored() throws IOException {
        bucket.putEncoded("a.json", "gzip", gzip("{}"));
        try (Source source = open(CLOCK, Map.of())) {
            assertThat(Drain.all(source, Position.START).payloads())
                    .singleElement()
                    .satisfies(payload -> assertThat(payload.bytes()).isEqualTo("{}"));
        }
        assertThat(google.proxy().requests().stream()
                        .filter(request -> request.uri().getPath().endsWith("/a.json")))
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.header("accept-encoding")).contains("gzip"));
        assertThat(google.proxy().requests().stream()
                        .filter(request -> request.parameter("list-type").isPresent()))
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(request.header("accept-encoding").orElse("")).doesNotContain("gzip"));
    }

    @Test
    void asksForNoMoreThanToReadIfItIsToReadOnly() {
        Map<String, String> readOnly = Map.of("CREDENTIALS", account.get("CREDENTIALS"), "READ_ONLY", "TRUE");
        try (Source source = bucket.open(google.proxy().endpoint(), readOnly, CLOCK, Map.of())) {
            source.validate();
        }
        assertThat(tokens.claims()).singleElement().asString().contains("devstorage.read_only");
    }

    @Test
    void saysThatAnAccountIsRefused() {
        tokens.refuse();
        try (Source source = open(CLOCK, Map.of())) {
            assertThatThrownBy(source::validate)
                    .isInstanceOfSatisfying(
                            MillraceException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED))
                    .hasMessageContaining("invalid_grant");
        }
    }

    @Test
    void saysWhatIsWrongWithAConnection() {
        assertInvalid(Map.of("HMAC_SECRET", "x"), "Cannot use GCS connection without option: HMAC_ACCESS_ID");
        assertInvalid(
                Map.of("HMAC_ACCESS_ID", "x", "HMAC_SECRET", "x", "CREDENTIALS", "{}"),
                "Cannot use GCS connection with both options: CREDENTIALS, HMAC_ACCESS_ID");
        assertInvalid(
                Map.of("CREDENTIALS", "hush"),
                "Cannot set option CREDENTIALS: it is not the JSON key of a service account");
        assertThatThrownBy(() -> open(CLOCK, Map.of("LOCATION", new OptionValue.Text("s3://b/"))))
                .hasMessage("Cannot set option LOCATION: 's3://b/'");
    }

    private void assertInvalid(Map<String, String> access, String message) {
        try (Source source = bucket.open(google.proxy().endpoint(), access, CLOCK, Map.of())) {
            assertThatThrownBy(source::validate).hasMessage(message);
        }
    }

    private void loadAndDelete(Map<String, String> access) {
        bucket.put("a.json", "{}");
        try (Source source = bucket.open(google.proxy().endpoint(), access, CLOCK, DELETING)) {
            Position start = source.start(new StartPoint.Beginning());
            List<SplitRange> ranges = source.next(start, ALL);
            Drain.read(source, ranges);
            source.committed(source.compact(start.advance(ranges)), ranges);
        }
    }

    private List<HttpRequestSeen> deletes() {
        return google.proxy().requests().stream()
                .filter(request -> request.method().equals("DELETE"))
                .toList();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
