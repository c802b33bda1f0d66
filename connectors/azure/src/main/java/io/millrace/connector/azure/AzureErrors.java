package io.millrace.connector.azure;

import com.azure.core.exception.AzureException;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Gives errors of the client their code and a hint. */
final class AzureErrors {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    /** The blob is too short for the part that was asked for. */
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private AzureErrors() {}

    /**
     * @param what was not possible: {@code list abfss://container@account.dfs.core.windows.net/orders/}
     * @param error of the client; one of ours comes back as it is
     */
    static RuntimeException of(String what, RuntimeException error) {
        String message = "Cannot " + what + ": " + reason(error);
        if (storage(error).filter(AzureErrors::isNoContainer).isPresent()) {
            return new MillraceException(ErrorCode.SOURCE_NOT_FOUND, message, error)
                    .withHint("create the container, or mend LOCATION, or ENDPOINT of the connection");
        }
        boolean refused = storage(error)
                .filter(answer -> answer.getStatusCode() == UNAUTHORIZED || answer.getStatusCode() == FORBIDDEN)
                .isPresent();
        if (refused
                || find(error, ClientAuthenticationException.class::isInstance).isPresent()) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint(
                            "check ACCOUNT_KEY, SAS_TOKEN or the service principal of the connection; an identity needs"
                                    + " the role Storage Blob Data Reader or, to delete what was loaded, Contributor");
        }
        return isOutside(error) ? new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error) : error;
    }

    /** Whether the blob is not there any more, or another one is. */
    static boolean isGone(RuntimeException error) {
        return storage(error)
                .filter(answer -> (answer.getStatusCode() == NOT_FOUND && !isNoContainer(answer))
                        || answer.getStatusCode() == PRECONDITION_FAILED
                        || answer.getStatusCode() == RANGE_NOT_SATISFIABLE)
                .isPresent();
    }

    /** What went wrong, in a line. */
    static String reason(Throwable error) {
        Optional<BlobStorageException> answer = storage(error);
        if (answer.isPresent()) {
            String code = String.valueOf(answer.get().getErrorCode());
            String first = String.valueOf(answer.get().getServiceMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            return code + ": " + first;
        }
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null
                ? deepest.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static boolean isNoContainer(BlobStorageException answer) {
        return BlobErrorCode.CONTAINER_NOT_FOUND.equals(answer.getErrorCode())
                || BlobErrorCode.CONTAINER_BEING_DELETED.equals(answer.getErrorCode());
    }

    private static boolean isOutside(RuntimeException error) {
        return find(
                        error,
                        cause -> cause instanceof AzureException
                                || cause instanceof IOException
                                || cause instanceof TimeoutException)
                .isPresent();
    }

    private static Optional<BlobStorageException> storage(Throwable error) {
        return find(error, BlobStorageException.class::isInstance).map(BlobStorageException.class::cast);
    }

    private static Optional<Throwable> find(Throwable error, Predicate<Throwable> what) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (what.test(cause)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
