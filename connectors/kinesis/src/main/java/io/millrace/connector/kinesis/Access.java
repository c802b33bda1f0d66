package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.KinesisClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** How a connection reaches Kinesis. */
record Access(
        Optional<String> region,
        Optional<URI> endpoint,
        Optional<String> role,
        Optional<String> externalId,
        Optional<String> keyId,
        Optional<String> secret) {
    private static final String SESSION = "millrace";
    private static final String EMULATED_REGION = "us-east-1";
    private static final String ADDRESS = "expected an address such as 'http://localhost:4567'";
    private static final Duration ATTEMPT = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(60);

    static Access of(Options connection) {
        Access access = new Access(
                connection.find(KinesisOptions.REGION),
                connection.find(KinesisOptions.ENDPOINT).map(Access::address),
                connection.find(KinesisOptions.AWS_ROLE),
                connection.find(KinesisOptions.EXTERNAL_ID),
                connection.find(KinesisOptions.AWS_ACCESS_KEY_ID),
                connection.find(KinesisOptions.AWS_SECRET_ACCESS_KEY));
        if (access.keyId.isPresent() != access.secret.isPresent()) {
            throw missing(access.keyId.isPresent() ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID")
                    .withHint("a key pair is both, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        if (access.externalId.isPresent() && access.role.isEmpty()) {
            throw missing("AWS_ROLE").withHint("EXTERNAL_ID is what a role asks for");
        }
        return access;
    }

    /** Opens a client; closing it closes all that it uses. */
    Client open() {
        try {
            Region where = Region.of(region.orElseGet(this::otherRegion));
            Optional<StsClient> sts = role.map(name -> sts(where));
            AwsCredentialsProvider credentials =
                    role.isPresent() ? assumed(sts.orElseThrow(), role.get()) : ownCredentials();
            KinesisClientBuilder builder = KinesisClient.builder()
                    .region(where)
                    .credentialsProvider(credentials)
                    .httpClientBuilder(UrlConnectionHttpClient.builder())
                    .overrideConfiguration(configuration -> configuration
                            .retryStrategy(AwsRetryStrategy.standardRetryStrategy())
                            .apiCallAttemptTimeout(ATTEMPT)
                            .apiCallTimeout(CALL));
            endpoint.ifPresent(builder::endpointOverride);
            return new Client(builder.build(), sts);
        } catch (SdkException e) {
            throw KinesisErrors.translate("connect to Kinesis", where(), e);
        }
    }

    @Override
    public String toString() {
        return where();
    }

    /** For messages. */
    String where() {
        return endpoint.map(URI::toString).orElseGet(() -> region.orElse("the region of the environment"));
    }

    /** A client with what has to be closed along with it. */
    record Client(KinesisClient kinesis, Optional<StsClient> sts) implements AutoCloseable {
        @Override
        public void close() {
            kinesis.close();
            sts.ifPresent(StsClient::close);
        }
    }

    private String otherRegion() {
        return endpoint.isPresent()
                ? EMULATED_REGION
                : software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain.builder()
                        .build()
                        .getRegion()
                        .id();
    }

    private AwsCredentialsProvider ownCredentials() {
        return keyId.isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId.get(), secret.orElseThrow()))
                : DefaultCredentialsProvider.builder().build();
    }

    private StsClient sts(Region where) {
        StsClientBuilder builder = StsClient.builder()
                .region(where)
                .credentialsProvider(ownCredentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        return builder.build();
    }

    private AwsCredentialsProvider assumed(StsClient sts, String name) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn(name).roleSessionName(SESSION).externalId(externalId.orElse(null)))
                .build();
    }

    private static URI address(String written) {
        try {
            URI uri = new URI(written);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, invalid(written), e).withHint(ADDRESS);
        }
        throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, invalid(written)).withHint(ADDRESS);
    }

    private static String invalid(String written) {
        return "Cannot set option ENDPOINT: '" + written + "'";
    }

    private static MillraceException missing(String option) {
        return new MillraceException(
                ErrorCode.MISSING_OPTION, "Cannot use KINESIS connection without option: " + option);
    }
}
