package io.millrace.testing.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Answers to AssumeRole, of ours, as there is no AWS to ask and no emulator of it: every role is given the key {@value
 * #KEY_ID}, or refused. While it is open, clients of this process ask it.
 */
public final class StsStandIn implements AutoCloseable {
    public static final String KEY_ID = "ASSUMEDKEY";
    public static final String TOKEN = "assumed-token";

    private static final String PROPERTY = "aws.endpointUrlSts";
    private static final String ASSUMED = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>%s</SessionToken>
            <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """.formatted(KEY_ID, TOKEN);
    private static final String REFUSED = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
            <Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>""";

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private StsStandIn(HttpServer server) {
        this.server = server;
    }

    public static StsStandIn start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            StsStandIn sts = new StsStandIn(server);
            server.createContext("/", sts::answer);
            server.start();
            System.setProperty(
                    PROPERTY, "http://127.0.0.1:" + server.getAddress().getPort());
            return sts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was asked: the header that signs it, and the parameters. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void refuse() {
        refusing = true;
    }

    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " token="
                    + exchange.getRequestHeaders().getFirst("X-Amz-Security-Token") + " "
                    + URLDecoder.decode(body, StandardCharsets.UTF_8));
            byte[] answer = (refusing ? REFUSED : ASSUMED).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(refusing ? 403 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
