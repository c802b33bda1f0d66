package io.millrace.lake.commit;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.lake.storage.LakeFileIO;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;

/** Iceberg's REST protocol, answered by Iceberg's own handlers over a catalog in SQLite. */
final class RestCatalogServer implements Closeable {
    private final ObjectMapper json = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final JdbcCatalog catalog;
    private final HttpServer server;

    private RestCatalogServer(JdbcCatalog catalog, HttpServer server) {
        this.catalog = catalog;
        this.server = server;
        RESTSerializers.registerAll(json);
    }

    static RestCatalogServer start(Path directory) throws IOException {
        return start(
                directory, Map.of("warehouse", directory.resolve("warehouse").toString()));
    }

    /** @param storage the warehouse, and how to reach it */
    static RestCatalogServer start(Path directory, Map<String, String> storage) throws IOException {
        JdbcCatalog catalog = new JdbcCatalog(RestCatalogServer::io, null, true);
        Map<String, String> properties = new HashMap<>(storage);
        properties.put("uri", "jdbc:sqlite:" + directory.resolve("rest.db"));
        properties.put("jdbc.schema-version", "V1");
        catalog.initialize("backend", properties);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        RestCatalogServer rest = new RestCatalogServer(catalog, server);
        server.createContext("/v1", rest::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return rest;
    }

    private static FileIO io(Map<String, String> properties) {
        FileIO io = new LakeFileIO();
        io.initialize(properties);
        return io;
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        catalog.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                Object answer = answer(exchange);
                send(exchange, answer == null ? 204 : 200, answer);
            } catch (NoSuchTableException | NoSuchNamespaceException e) {
                fail(exchange, 404, e);
            } catch (AlreadyExistsException | CommitFailedException e) {
                fail(exchange, 409, e);
            } catch (RuntimeException e) {
                fail(exchange, 500, e);
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException {
        List<String> path = List.of(
                exchange.getRequestURI().getRawPath().substring("/v1/".length()).split("/", -1));
        String method = exchange.getRequestMethod();
        if (path.get(0).equals("config")) {
            return ConfigResponse.builder().build();
        }
        if (path.size() == 1) {
            return method.equals("POST")
                    ? CatalogHandlers.createNamespace(catalog, read(exchange, CreateNamespaceRequest.class))
                    : CatalogHandlers.listNamespaces(catalog, Namespace.empty());
        }
        Namespace namespace = Namespace.of(URLDecoder.decode(path.get(1), StandardCharsets.UTF_8));
        if (path.size() == 2) {
            return CatalogHandlers.loadNamespace(catalog, namespace);
        }
        if (path.size() == 3) {
            return method.equals("POST")
                    ? CatalogHandlers.createTable(catalog, namespace, read(exchange, CreateTableRequest.class))
                    : CatalogHandlers.listTables(catalog, namespace);
        }
        TableIdentifier table = TableIdentifier.of(namespace, URLDecoder.decode(path.get(3), StandardCharsets.UTF_8));
        return switch (method) {
            case "POST" -> CatalogHandlers.updateTable(catalog, table, read(exchange, UpdateTableRequest.class));
            case "DELETE" -> {
                CatalogHandlers.dropTable(catalog, table);
                yield null;
            }
            default -> CatalogHandlers.loadTable(catalog, table, SnapshotMode.ALL);
        };
    }

    private <T> T read(HttpExchange exchange, Class<T> type) throws IOException {
        return json.readValue(exchange.getRequestBody(), type);
    }

    private void fail(HttpExchange exchange, int status, RuntimeException cause) throws IOException {
        send(
                exchange,
                status,
                ErrorResponse.builder()
                        .responseCode(status)
                        .withType(cause.getClass().getSimpleName())
                        .withMessage(cause.getMessage())
                        .build());
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : json.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bytes.length == 0 || head ? -1 : bytes.length);
        if (bytes.length > 0 && !head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
