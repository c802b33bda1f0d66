package io.millrace.aws;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A role to assume.
 *
 * @param externalId what its owner asks for besides
 */
public record AwsRole(String arn, Optional<String> externalId) {
    public AwsRole {
        requireNonNull(arn, "arn is null");
        requireNonNull(externalId, "externalId is null");
    }

    @Override
    public String toString() {
        return "AwsRole[" + arn + "]";
    }
}
