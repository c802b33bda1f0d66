package io.millrace.connector.files.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which requests a connection with a role makes. What answers is ours, as there is no AWS to ask. */
class S3RoleTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/reader";
    private static final String ASSUMED = """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """;
    private static final String EMPTY = "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>";

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @Test
    void assumesTheRoleAndUsesWhatItGot() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        System.setProperty("aws.endpointUrlSts", address);
        Options options = new Options(Map.of(
                "ENDPOINT", new OptionValue.Text(address),
                "AWS_ACCESS_KEY_ID", new OptionValue.Text("OWN"),
                "AWS_SECRET_ACCESS_KEY", new OptionValue.Text("secret"),
                "AWS_ROLE", new OptionValue.Text(ROLE),
                "EXTERNAL_ID", new OptionValue.Text("the-owner-asks")));
        try (S3Store store = new S3Store(() -> S3Clients.open(options), "bucket", "")) {
            store.validate();
            store.validate();
        } finally {
            System.clearProperty("aws.endpointUrlSts");
            server.stop(0);
        }

        assertThat(requests).hasSize(3);
        assertThat(requests.get(0))
                .contains("Credential=OWN/", "Action=AssumeRole", "RoleArn=" + ROLE, "ExternalId=the-owner-asks");
        assertThat(requests.get(1)).contains("Credential=ASSUMED/", "token=token");
        assertThat(requests.get(2)).contains("Credential=ASSUMED/", "token=token");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("X-Amz-Security-Token");
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " token=" + token + " "
                    + URLDecoder.decode(body, StandardCharsets.UTF_8));
            byte[] answer = (body.contains("AssumeRole") ? ASSUMED : EMPTY).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
