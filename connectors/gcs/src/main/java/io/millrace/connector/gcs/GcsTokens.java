package io.millrace.connector.gcs;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who asks, for no more than is needed. */
final class GcsTokens {
    private static final String READ = "https://www.googleapis.com/auth/devstorage.read_only";
    private static final String READ_AND_DELETE = "https://www.googleapis.com/auth/devstorage.read_write";

    private GcsTokens() {}

    /** @throws MillraceException INVALID_OPTION_VALUE, or SOURCE_ACCESS_DENIED when there are no credentials */
    static GoogleCredentials of(Options connection) {
        Optional<String> key = connection.find(GcsOptions.CREDENTIALS);
        GoogleCredentials all = key.isPresent() ? account(key.get()) : ambient();
        return all.createScoped(connection.get(ObjectOptions.READ_ONLY) ? READ : READ_AND_DELETE);
    }

    private static GoogleCredentials account(String json) {
        try {
            return ServiceAccountCredentials.fromStream(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | IllegalArgumentException e) {
            // Its message may show what is secret.
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option CREDENTIALS: it is not the JSON key of a service account")
                    .withHint("expected the content of the file that Google gave, such as "
                            + GcsOptions.CREDENTIALS.example());
        }
    }

    private static GoogleCredentials ambient() {
        try {
            return GoogleCredentials.getApplicationDefault();
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.SOURCE_ACCESS_DENIED,
                            "Cannot find application default credentials: " + e.getMessage(),
                            e)
                    .withHint("add CREDENTIALS = " + GcsOptions.CREDENTIALS.example());
        }
    }
}
