package io.millrace.connector.kinesis;

import io.millrace.aws.AwsErrors;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;

/** Words for what the client of Kinesis throws. */
final class KinesisErrors {
    private static final String RIGHTS =
            "kinesis:ListShards, kinesis:DescribeStreamSummary, kinesis:GetShardIterator and kinesis:GetRecords";
    private static final Set<String> THROTTLED = Set.of(
            "ProvisionedThroughputExceededException",
            "LimitExceededException",
            "ThrottlingException",
            "KMSThrottlingException");

    private KinesisErrors() {}

    /** Whether Kinesis wants to be asked less often. */
    static boolean isThrottling(SdkException error) {
        return error instanceof ProvisionedThroughputExceededException || THROTTLED.contains(AwsErrors.code(error));
    }

    /** @param action what was tried, such as {@code read shard: orders/shardId-000000000000} */
    static MillraceException translate(String action, String where, SdkException error) {
        String message = "Cannot " + action + ": " + AwsErrors.reason(error);
        Optional<MillraceException> access = AwsErrors.ofAccess(message, error, RIGHTS);
        if (access.isPresent()) {
            return access.get();
        }
        if (isThrottling(error)) {
            return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error)
                    .withHint("others read this stream too, or ask about it too often; it is tried again");
        }
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error)
                .withHint("is Kinesis reachable from here, with credentials, at " + where);
    }
}
