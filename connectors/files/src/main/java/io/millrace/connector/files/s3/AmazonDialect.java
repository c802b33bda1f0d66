package io.millrace.connector.files.s3;

import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsClients;
import io.millrace.aws.AwsErrors;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** S3 as Amazon speaks it, and those that keep to it. */
record AmazonDialect(Options connection) implements S3Dialect {
    private static final String RIGHTS = "s3:ListBucket, s3:GetObject and, to delete what was loaded, s3:DeleteObject";

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public AwsClients.Opened<S3Client> open() {
        AwsAccess access = AwsAccess.of(S3Options.CONNECTION.subject(), connection, S3Options.ENDPOINT);
        boolean pathStyle = connection
                .find(S3Options.PATH_STYLE_ACCESS)
                .orElse(access.endpoint().isPresent());
        return AwsClients.open(S3Client.builder().forcePathStyle(pathStyle), access);
    }

    @Override
    public void bind(DeleteObjectRequest.Builder request, HeadObjectResponse found) {
        request.ifMatch(found.eTag());
    }

    @Override
    public Optional<MillraceException> accessError(String message, SdkException error) {
        return AwsErrors.ofAccess(message, error, RIGHTS);
    }
}
