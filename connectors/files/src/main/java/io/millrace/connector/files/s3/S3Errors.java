package io.millrace.connector.files.s3;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Gives errors of the client their code and a hint. */
final class S3Errors {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** The object is too short for the part that was asked for. */
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private S3Errors() {}

    /** @param what was not possible: {@code list s3://bucket/orders/} */
    static MillraceException of(String what, SdkException error) {
        String message = "Cannot " + what + ": " + reason(error);
        if (error instanceof NoSuchBucketException) {
            return new MillraceException(ErrorCode.SOURCE_NOT_FOUND, message, error)
                    .withHint("create the bucket, or mend LOCATION, REGION or ENDPOINT");
        }
        if (error instanceof S3Exception s3 && s3.statusCode() == FORBIDDEN) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("the credentials of the connection need s3:ListBucket and s3:GetObject");
        }
        if (message.toLowerCase(Locale.ROOT).contains("unable to load region")) {
            return new MillraceException(ErrorCode.MISSING_OPTION, message, error).withHint("add REGION = 'us-east-1'");
        }
        if (message.contains("Unable to load credentials")) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("add AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_ROLE");
        }
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error);
    }

    /** Whether the object is not there any more, or another one is. */
    static boolean isGone(SdkException error) {
        return error instanceof S3Exception s3
                && (s3.statusCode() == NOT_FOUND
                        || s3.statusCode() == PRECONDITION_FAILED
                        || s3.statusCode() == RANGE_NOT_SATISFIABLE);
    }

    private static String reason(SdkException error) {
        if (error instanceof S3Exception s3 && s3.awsErrorDetails() != null) {
            return s3.awsErrorDetails().errorCode() + ": "
                    + s3.awsErrorDetails().errorMessage();
        }
        return error.getMessage();
    }
}
