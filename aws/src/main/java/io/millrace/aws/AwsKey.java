package io.millrace.aws;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A key pair.
 *
 * @param sessionToken of a pair that is valid for a time
 */
public record AwsKey(String id, String secret, Optional<String> sessionToken) {
    public AwsKey {
        requireNonNull(id, "id is null");
        requireNonNull(secret, "secret is null");
        requireNonNull(sessionToken, "sessionToken is null");
    }

    @Override
    public String toString() {
        return "AwsKey[" + id + "]";
    }
}
