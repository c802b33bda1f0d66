package io.millrace.connector.azure;

import static java.util.Objects.requireNonNull;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.connector.files.object.ObjectSource;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Objects of a container of Azure Storage, by the rules of those in S3; but that empty ones are not there. */
public final class AzureConnector implements Connector {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Supplier<HttpClient> http;

    /** @param clock tells which dates have come, and which objects may still arrive */
    public AzureConnector(InstantSource clock) {
        this(clock, () -> Shared.HTTP);
    }

    /** @param http is asked for when something is opened */
    AzureConnector(InstantSource clock, Supplier<HttpClient> http) {
        this.clock = requireNonNull(clock, "clock is null");
        this.http = requireNonNull(http, "http is null");
    }

    @Override
    public String type() {
        return "ADLS";
    }

    @Override
    public OptionSet connectionOptions() {
        return AzureOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return AzureOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        ObjectOptions.requireRight(connection, source);
        AzureLocation location =
                AzureLocation.parse(source.get(AzureOptions.LOCATION), source.find(ObjectOptions.FILE_PATTERN));
        AzureStore store = new AzureStore(() -> new AzureAccess(connection, http.get()).open(location), location);
        return new ObjectSource(store, location.path().names(), source, clock);
    }

    /** One for the process, made when it is first used: it has threads, and cannot be closed. */
    private static final class Shared {
        static final HttpClient HTTP = new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT)
                .writeTimeout(ANSWER)
                .responseTimeout(ANSWER)
                .readTimeout(ANSWER)
                .build();
    }
}
