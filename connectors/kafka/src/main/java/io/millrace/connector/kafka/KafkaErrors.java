package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Words for what Kafka's clients throw. */
final class KafkaErrors {
    private KafkaErrors() {}

    /** @param action what was tried, such as {@code read topic: orders} */
    static MillraceException translate(String action, String hosts, Throwable error) {
        String message = "Cannot " + action + ": " + reason(error);
        if (error instanceof AuthenticationException || error instanceof AuthorizationException) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, message, error)
                    .withHint("check the user, the password and the access lists of " + hosts);
        }
        if (error.getCause() instanceof ConfigException config
                && !String.valueOf(config.getMessage()).contains("bootstrap")) {
            return new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot connect: " + reason(config), error)
                    .withHint("see CONSUMER_PROPERTIES of the connection and of the job");
        }
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, message, error)
                .withHint("is Kafka running, and reachable from here, at " + hosts);
    }

    private static String reason(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
