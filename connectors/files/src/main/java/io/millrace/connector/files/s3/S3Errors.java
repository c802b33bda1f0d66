package io.millrace.connector.files.s3;

import io.millrace.aws.AwsErrors;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Gives errors of the client their code and a hint. */
final class S3Errors {
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** The object is too short for the part that was asked for. */
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private S3Errors() {}

    /** @param what was not possible: {@code list s3://bucket/orders/} */
    static MillraceException of(S3Dialect dialect, String what, SdkException error) {
        String message = "Cannot " + what + ": " + AwsErrors.reason(error);
        if (error instanceof NoSuchBucketException) {
            return new MillraceException(ErrorCode.SOURCE_NOT_FOUND, message, error)
                    .withHint("create the bucket, or mend LOCATION, or REGION or ENDPOINT of the connection");
        }
        return dialect.accessError(message, error)
                .orElseGet(() -> new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error));
    }

    /** Whether the object is not there any more, or another one is. */
    static boolean isGone(SdkException error) {
        return error instanceof S3Exception s3
                && (s3.statusCode() == NOT_FOUND
                        || s3.statusCode() == PRECONDITION_FAILED
                        || s3.statusCode() == RANGE_NOT_SATISFIABLE);
    }
}
