package io.millrace.connector.files.s3;

import io.millrace.aws.AwsClients;
import io.millrace.spi.error.MillraceException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What differs between stores that speak S3. */
public interface S3Dialect {
    /** What locations begin with: {@code s3}. */
    String scheme();

    AwsClients.Opened<S3Client> open();

    /** Binds a request to what was found, so that no other object is deleted that takes its name meanwhile. */
    void bind(DeleteObjectRequest.Builder request, HeadObjectResponse found);

    /** An error that the options of a connection are to blame for; empty for others. */
    Optional<MillraceException> accessError(String message, SdkException error);
}
