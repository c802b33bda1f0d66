package io.millrace.server;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How a catalog reaches tables that lie in S3: options of ours as properties of Iceberg's client. */
final class StorageOptions {
    private static final OptionSpec<String> AWS_ROLE = OptionSpec.optional(
            "AWS_ROLE",
            OptionType.STRING,
            "The role to assume for tables in S3, with the default credentials; needs REGION",
            "'arn:aws:iam::123456789012:role/lake'",
            Trait.EDITABLE);
    private static final OptionSpec<String> EXTERNAL_ID = OptionSpec.optional(
            "EXTERNAL_ID",
            OptionType.STRING,
            "What the role's owner asks for besides",
            "ENV('EXTERNAL_ID')",
            Trait.EDITABLE,
            Trait.SECRET);
    private static final OptionSpec<String> AWS_ACCESS_KEY_ID = OptionSpec.optional(
            "AWS_ACCESS_KEY_ID",
            OptionType.STRING,
            "The key's id for tables in S3; without it the default credentials are used",
            "ENV('AWS_ACCESS_KEY_ID')",
            Trait.EDITABLE);
    private static final OptionSpec<String> AWS_SECRET_ACCESS_KEY = OptionSpec.optional(
            "AWS_SECRET_ACCESS_KEY",
            OptionType.STRING,
            "The key's secret",
            "ENV('AWS_SECRET_ACCESS_KEY')",
            Trait.EDITABLE,
            Trait.SECRET);
    private static final OptionSpec<String> REGION = OptionSpec.optional(
            "REGION",
            OptionType.STRING,
            "The region of the bucket; without it that of the environment or profile",
            "'eu-central-1'",
            Trait.EDITABLE);
    private static final OptionSpec<String> S3_ENDPOINT = OptionSpec.optional(
            "S3_ENDPOINT",
            OptionType.STRING,
            "The address of another store than Amazon's",
            "'http://localhost:9000'",
            Trait.EDITABLE);
    private static final OptionSpec<Boolean> PATH_STYLE_ACCESS = OptionSpec.optional(
            "PATH_STYLE_ACCESS",
            OptionType.BOOLEAN,
            "Whether the bucket stands in the path of an address and not in its host; TRUE with S3_ENDPOINT if not given",
            "TRUE",
            Trait.EDITABLE);

    static final OptionSet SET = OptionSet.of(
            "storage",
            AWS_ROLE,
            EXTERNAL_ID,
            AWS_ACCESS_KEY_ID,
            AWS_SECRET_ACCESS_KEY,
            REGION,
            S3_ENDPOINT,
            PATH_STYLE_ACCESS);

    private StorageOptions() {}

    /** The properties that the options stand for. */
    static Map<String, String> properties(Options options) {
        Map<String, String> properties = new HashMap<>();
        Optional<String> endpoint = options.find(S3_ENDPOINT);
        put(properties, "s3.endpoint", endpoint);
        options.find(PATH_STYLE_ACCESS)
                .or(() -> endpoint.map(any -> true))
                .ifPresent(path -> properties.put("s3.path-style-access", path.toString()));
        // Other stores know no regions, but a signature needs one.
        put(properties, "client.region", options.find(REGION).or(() -> endpoint.map(any -> "us-east-1")));
        if (options.isSet(AWS_ACCESS_KEY_ID) != options.isSet(AWS_SECRET_ACCESS_KEY)) {
            throw invalid("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "one without the other");
        }
        put(properties, "s3.access-key-id", options.find(AWS_ACCESS_KEY_ID));
        put(properties, "s3.secret-access-key", options.find(AWS_SECRET_ACCESS_KEY));
        options.find(AWS_ROLE).ifPresent(role -> assume(role, options, properties));
        if (options.isSet(EXTERNAL_ID) && !options.isSet(AWS_ROLE)) {
            throw invalid("EXTERNAL_ID", "there is no AWS_ROLE");
        }
        return properties;
    }

    private static void assume(String role, Options options, Map<String, String> properties) {
        if (options.isSet(AWS_ACCESS_KEY_ID)) {
            throw invalid("AWS_ROLE", "there is a key; a role is assumed with the default credentials");
        }
        if (!options.isSet(REGION)) {
            throw invalid("AWS_ROLE", "there is no REGION");
        }
        properties.put("client.factory", "org.apache.iceberg.aws.AssumeRoleAwsClientFactory");
        properties.put("client.assume-role.arn", role);
        properties.put("client.assume-role.region", options.get(REGION));
        put(properties, "client.assume-role.external-id", options.find(EXTERNAL_ID));
    }

    private static MillraceException invalid(String option, String why) {
        return new MillraceException(
                ErrorCode.INVALID_OPTION_VALUE, "Cannot use option of a catalog: " + option + ": " + why);
    }

    private static void put(Map<String, String> properties, String name, Optional<String> value) {
        value.ifPresent(text -> properties.put(name, text));
    }
}
