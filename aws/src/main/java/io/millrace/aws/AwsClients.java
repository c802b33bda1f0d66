package io.millrace.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Makes clients of AWS. */
public final class AwsClients {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SOCKET = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMinutes(2);

    private AwsClients() {}

    /**
     * A client, with what has to be closed along with it.
     *
     * @param credentials those the client uses, if they are its own
     */
    public record Opened<C extends SdkClient>(C client, Optional<AccessCredentials> credentials)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            credentials.ifPresent(AccessCredentials::close);
        }
    }

    /** The client of a builder that is ready but for how AWS is reached. */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkClient> Opened<C> open(
            B builder, AwsAccess access) {
        AccessCredentials credentials = AccessCredentials.of(access);
        C client = configure(builder, access).credentialsProvider(credentials).build();
        return new Opened<>(client, Optional.of(credentials));
    }

    /** All but the credentials. */
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(
            B builder, AwsAccess access) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SOCKET))
                .overrideConfiguration(config -> config.retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                        .apiCallAttemptTimeout(SOCKET)
                        .apiCallTimeout(CALL));
        access.endpoint().ifPresent(builder::endpointOverride);
        access.region().map(Region::of).ifPresent(builder::region);
        return builder;
    }
}
