package io.millrace.connector.files.s3;

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
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** A client made from the options of a connection, with what has to be closed along with it. */
record S3Clients(S3Client s3, Optional<StsClient> sts) implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SOCKET = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofMinutes(2);
    private static final String SESSION = "millrace";

    static S3Clients open(Options options) {
        Optional<URI> endpoint = options.find(S3Options.ENDPOINT).map(S3Clients::uri);
        AwsCredentialsProvider own = key(options);
        Optional<String> role = options.find(S3Options.AWS_ROLE);
        if (role.isEmpty() && options.isSet(S3Options.EXTERNAL_ID)) {
            throw new MillraceException(
                    ErrorCode.MISSING_OPTION, "Cannot use EXTERNAL_ID in an S3 connection without option: AWS_ROLE");
        }
        Optional<StsClient> sts = role.map(name -> sts(own, options));
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(sts.isPresent() ? assumed(sts.get(), role.get(), options) : own)
                .forcePathStyle(options.find(S3Options.PATH_STYLE_ACCESS).orElse(endpoint.isPresent()))
                .overrideConfiguration(config -> config.apiCallTimeout(CALL))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SOCKET));
        endpoint.ifPresent(builder::endpointOverride);
        region(options).ifPresent(builder::region);
        return new S3Clients(builder.build(), sts);
    }

    @Override
    public void close() {
        s3.close();
        sts.ifPresent(StsClient::close);
    }

    private static AwsCredentialsProvider key(Options options) {
        Optional<String> id = options.find(S3Options.AWS_ACCESS_KEY_ID);
        Optional<String> secret = options.find(S3Options.AWS_SECRET_ACCESS_KEY);
        if (id.isPresent() != secret.isPresent()) {
            String missing = id.isPresent() ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID";
            throw new MillraceException(
                            ErrorCode.MISSING_OPTION,
                            "Cannot use half a key in an S3 connection without option: " + missing)
                    .withHint("give both, or none for the default credentials");
        }
        return id.isPresent()
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create(id.get(), secret.get()))
                : DefaultCredentialsProvider.builder().build();
    }

    private static StsClient sts(AwsCredentialsProvider own, Options options) {
        StsClientBuilder sts = StsClient.builder()
                .credentialsProvider(own)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SOCKET));
        region(options).ifPresent(sts::region);
        return sts.build();
    }

    private static AwsCredentialsProvider assumed(StsClient sts, String role, Options options) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> {
                    request.roleArn(role).roleSessionName(SESSION);
                    options.find(S3Options.EXTERNAL_ID).ifPresent(request::externalId);
                })
                .build();
    }

    private static Optional<Region> region(Options options) {
        Optional<Region> region = options.find(S3Options.REGION).map(Region::of);
        // Other stores know no regions, but a signature needs one.
        return region.isEmpty() && options.isSet(S3Options.ENDPOINT) ? Optional.of(Region.US_EAST_1) : region;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_OPTION_VALUE, "Cannot set option ENDPOINT: '" + text + "'", e);
        }
    }
}
