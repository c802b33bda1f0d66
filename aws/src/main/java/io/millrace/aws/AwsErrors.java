package io.millrace.aws;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Words for what clients of AWS throw. */
public final class AwsErrors {
    private static final int FORBIDDEN = 403;
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private AwsErrors() {}

    /**
     * An error that the options of {@link AwsOptions} are to blame for; empty for others.
     *
     * @param message what was not possible, and why
     * @param rights that are needed, such as {@code s3:GetObject}
     */
    public static Optional<MillraceException> ofAccess(String message, SdkException error, String rights) {
        String text = String.valueOf(error.getMessage());
        if (text.contains("Unable to load region")) {
            return Optional.of(new MillraceException(ErrorCode.MISSING_OPTION, message, error)
                    .withHint("add REGION = 'us-east-1'"));
        }
        if (text.contains("Unable to load credentials")) {
            return Optional.of(new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("add AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"));
        }
        return isDenied(error)
                ? Optional.of(new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                        .withHint("check AWS_ROLE, EXTERNAL_ID and the key of the connection; they need " + rights))
                : Optional.empty();
    }

    /** The service's name of an error; empty if it was not the service that failed. */
    public static String code(SdkException error) {
        return error instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? String.valueOf(service.awsErrorDetails().errorCode())
                : "";
    }

    /** What went wrong, without what the client adds to it. */
    public static String reason(SdkException error) {
        if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return code(error) + ": " + service.awsErrorDetails().errorMessage();
        }
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }

    private static boolean isDenied(SdkException error) {
        return DENIED.contains(code(error))
                || (error instanceof AwsServiceException service && service.statusCode() == FORBIDDEN);
    }
}
