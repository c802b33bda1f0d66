package io.millrace.connector.files.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.testing.aws.StsStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Which requests a connection with a role makes. What answers is ours, as there is no AWS to ask. */
class S3RoleTest {
    private static final byte[] EMPTY =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".getBytes(StandardCharsets.UTF_8);

    private final List<String> requests = new CopyOnWriteArrayList<>();

    @Test
    void assumesTheRoleOnceAndUsesWhatItGot() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Options options = new Options(Map.of(
                "ENDPOINT",
                        new OptionValue.Text(
                                "http://127.0.0.1:" + server.getAddress().getPort()),
                "AWS_ACCESS_KEY_ID", new OptionValue.Text("OWN"),
                "AWS_SECRET_ACCESS_KEY", new OptionValue.Text("secret"),
                "AWS_ROLE", new OptionValue.Text("arn:aws:iam::123456789012:role/reader")));
        try (StsStandIn sts = StsStandIn.start();
                S3Store store = new S3Store(new AmazonDialect(options), "bucket", "")) {
            store.validate();
            store.validate();
            assertThat(sts.requests()).hasSize(1);
        } finally {
            server.stop(0);
        }

        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .contains("Credential=" + StsStandIn.KEY_ID + "/", "token=" + StsStandIn.TOKEN));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " token="
                    + exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, EMPTY.length);
            exchange.getResponseBody().write(EMPTY);
        }
    }
}
