package io.millrace.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Source;
import io.millrace.testing.kinesis.KinesisProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client says to a stand-in of STS: that a role is assumed with its external id, and its key then signs. */
class AssumedRoleTest {
    private static final String ENDPOINT = "aws.endpointUrlSts";
    private static final String ASSUMED = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASSUMEDKEY</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""";
    private static final String REFUSED = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>""";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());
    private boolean refusing;
    private HttpServer sts;

    @BeforeEach
    void start() throws IOException {
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", this::answer);
        sts.start();
        System.setProperty(ENDPOINT, "http://127.0.0.1:" + sts.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        System.clearProperty(ENDPOINT);
        sts.stop(0);
        proxy.close();
    }

    @Test
    void assumesTheRoleWithItsExternalId() {
        String stream = Emulator.newStream(1);
        try (Source source = open(stream)) {
            source.validate();
        }

        assertThat(requests)
                .singleElement()
                .asString()
                .contains("Action=AssumeRole", "role%2Freader", "ExternalId=ours");
        assertThat(proxy.authorizations()).isNotEmpty().allMatch(header -> header.contains("Credential=ASSUMEDKEY/"));
    }

    @Test
    void saysThatTheRoleIsRefused() {
        refusing = true;
        try (Source source = open(Emulator.newStream(1))) {
            assertThatThrownBy(source::validate)
                    .satisfies(error ->
                            assertThat(((MillraceException) error).code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED));
        }
    }

    private Source open(String stream) {
        Map<String, OptionValue> options =
                new HashMap<>(Emulator.connection(proxy.endpoint()).written());
        options.put("AWS_ROLE", new OptionValue.Text("arn:aws:iam::123456789012:role/reader"));
        options.put("EXTERNAL_ID", new OptionValue.Text("ours"));
        return Emulator.connector(Emulator.clock()).open(new Options(options), Emulator.source(stream, Map.of()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = (refusing ? REFUSED : ASSUMED).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(refusing ? 403 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
