package io.millrace.connector.gcs;

import com.google.auth.Retryable;
import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsClients;
import io.millrace.aws.AwsKey;
import io.millrace.connector.files.s3.S3Dialect;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 as Google Cloud Storage speaks it. Requests say who asks by a token of OAuth, or by a signature with an HMAC key. In
 * the latter stand headers of Amazon's, and such a request must have none of Google's.
 */
record GcsDialect(Options connection) implements S3Dialect {
    private static final String REGION = "auto";
    private static final AwsKey UNUSED = new AwsKey("unused", "unused", Optional.empty());
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public String scheme() {
        return "gs";
    }

    @Override
    public AwsClients.Opened<S3Client> open() {
        URI endpoint = AwsAccess.address(GcsOptions.ENDPOINT, connection.get(GcsOptions.ENDPOINT));
        Optional<AwsKey> hmac = hmac();
        GcsAuthentication authentication =
                hmac.isPresent() ? GcsAuthentication.signing() : GcsAuthentication.token(GcsTokens.of(connection));
        // It knows none of Amazon's checksums.
        S3ClientBuilder builder = S3Client.builder()
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .putAuthScheme(authentication);
        return AwsClients.open(
                builder,
                new AwsAccess(
                        Optional.of(REGION),
                        Optional.of(endpoint),
                        hmac.or(() -> Optional.of(UNUSED)),
                        Optional.empty()));
    }

    /** By generation, as Google's store heeds no ETag when it deletes. */
    @Override
    public void bind(DeleteObjectRequest.Builder request, HeadObjectResponse found) {
        String generation = found.sdkHttpResponse()
                .firstMatchingHeader("x-goog-generation")
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.SOURCE_UNAVAILABLE,
                        "Cannot delete file: the store at " + connection.get(GcsOptions.ENDPOINT)
                                + " does not tell its generation"));
        request.overrideConfiguration(config -> {
            if (hmac().isPresent()) {
                config.putRawQueryParameter("generation", generation);
            } else {
                config.putHeader("x-goog-if-generation-match", generation);
            }
        });
    }

    @Override
    public Optional<MillraceException> accessError(String message, SdkException error) {
        boolean refused =
                error instanceof S3Exception s3 && (s3.statusCode() == UNAUTHORIZED || s3.statusCode() == FORBIDDEN);
        if (refused || isNoToken(error)) {
            return Optional.of(new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("check CREDENTIALS or the HMAC key of the connection; the account needs"
                            + " storage.objects.list, storage.objects.get and, to delete what was loaded,"
                            + " storage.objects.delete"));
        }
        return Optional.empty();
    }

    private Optional<AwsKey> hmac() {
        Optional<String> id = connection.find(GcsOptions.HMAC_ACCESS_ID);
        Optional<String> secret = connection.find(GcsOptions.HMAC_SECRET);
        if (id.isPresent() != secret.isPresent()) {
            throw new MillraceException(
                            ErrorCode.MISSING_OPTION,
                            "Cannot use GCS connection without option: "
                                    + (id.isPresent() ? GcsOptions.HMAC_SECRET : GcsOptions.HMAC_ACCESS_ID).name())
                    .withHint("an HMAC key is both, HMAC_ACCESS_ID and HMAC_SECRET");
        }
        if (id.isPresent() && connection.isSet(GcsOptions.CREDENTIALS)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot use GCS connection with both options: CREDENTIALS, HMAC_ACCESS_ID")
                    .withHint("give one of them");
        }
        return id.map(name -> new AwsKey(name, secret.orElseThrow(), Optional.empty()));
    }

    private static boolean isNoToken(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof Retryable refused && !refused.isRetryable()) {
                return true;
            }
        }
        return false;
    }
}
