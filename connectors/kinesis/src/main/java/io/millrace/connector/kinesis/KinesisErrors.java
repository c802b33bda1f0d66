package io.millrace.connector.kinesis;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** Words for what the client of Kinesis throws. */
final class KinesisErrors {
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
    private static final Set<String> THROTTLED = Set.of(
            "ProvisionedThroughputExceededException",
            "LimitExceededException",
            "ThrottlingException",
            "KMSThrottlingException");

    private KinesisErrors() {}

    /** Whether Kinesis wants to be asked less often. */
    static boolean isThrottling(SdkException error) {
        return error instanceof ProvisionedThroughputExceededException
                || (error instanceof AwsServiceException service && THROTTLED.contains(code(service)));
    }

    /** @param action what was tried, such as {@code read shard: orders/shardId-000000000000} */
    static MillraceException translate(String action, String where, SdkException error) {
        String message = "Cannot " + action + ": " + reason(error);
        if (error instanceof AwsServiceException service && DENIED.contains(code(service))) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("check AWS_ROLE, EXTERNAL_ID, the key pair and what they may do at " + where);
        }
        if (isThrottling(error)) {
            return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error)
                    .withHint("others read this stream too, or ask about it too often; it is tried again");
        }
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error)
                .withHint("is Kinesis reachable from here, with credentials, at " + where);
    }

    private static String code(AwsServiceException error) {
        return error.awsErrorDetails() == null
                ? ""
                : String.valueOf(error.awsErrorDetails().errorCode());
    }

    private static String reason(Throwable error) {
        if (error instanceof AwsServiceException service && service.awsErrorDetails() != null) {
            return code(service) + ": " + service.awsErrorDetails().errorMessage();
        }
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
