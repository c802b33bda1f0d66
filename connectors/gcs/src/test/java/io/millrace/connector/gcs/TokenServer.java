package io.millrace.connector.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where a service account of ours gets its tokens: an answer of ours, as Google's is not here to be asked. */
final class TokenServer implements AutoCloseable {
    static final String TOKEN = "ya29.of-ours";

    private final HttpServer server;
    private final List<String> claims = new CopyOnWriteArrayList<>();
    private volatile boolean refusing;

    private TokenServer(HttpServer server) {
        this.server = server;
    }

    static TokenServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TokenServer tokens = new TokenServer(server);
            server.createContext("/", tokens::answer);
            server.start();
            return tokens;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refuse() {
        refusing = true;
    }

    /** What the account said of itself in each request. */
    List<String> claims() {
        return List.copyOf(claims);
    }

    /** The JSON key of a service account. */
    String account() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String pem = "-----BEGIN PRIVATE KEY-----\\n" + Base64.getEncoder().encodeToString(key)
                    + "\\n-----END PRIVATE KEY-----\\n";
            return """
                    {"type": "service_account", "project_id": "p", "private_key_id": "1", "private_key": "%s",
                     "client_email": "reader@p.iam.gserviceaccount.com", "client_id": "1",
                     "token_uri": "http://127.0.0.1:%d/token"}
                    """.formatted(pem, server.getAddress().getPort());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = URLDecoder.decode(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            String assertion = body.substring(body.indexOf("assertion=") + "assertion=".length());
            claims.add(new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[1]), StandardCharsets.UTF_8));
            byte[] answer = (refusing
                            ? "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid grant: account not found\"}"
                            : "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(refusing ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
