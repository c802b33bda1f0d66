package io.millrace.aws;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** What every connection to AWS takes. All of it may be mended later, as it says how to get there and not what is there. */
public final class AwsOptions {
    public static final OptionSpec<String> AWS_ROLE = OptionSpec.optional(
            "AWS_ROLE",
            OptionType.STRING,
            "The role to assume, with the key or the default credentials",
            "'arn:aws:iam::123456789012:role/reader'",
            Trait.EDITABLE);
    public static final OptionSpec<String> EXTERNAL_ID = OptionSpec.optional(
            "EXTERNAL_ID",
            OptionType.STRING,
            "What the role's owner asks for besides",
            "ENV('EXTERNAL_ID')",
            Trait.EDITABLE,
            Trait.SECRET);
    public static final OptionSpec<String> AWS_ACCESS_KEY_ID = OptionSpec.optional(
            "AWS_ACCESS_KEY_ID",
            OptionType.STRING,
            "The key's id; without it the default credentials are used: environment, profile, container or instance",
            "ENV('AWS_ACCESS_KEY_ID')",
            Trait.EDITABLE);
    public static final OptionSpec<String> AWS_SECRET_ACCESS_KEY = OptionSpec.optional(
            "AWS_SECRET_ACCESS_KEY",
            OptionType.STRING,
            "The key's secret",
            "ENV('AWS_SECRET_ACCESS_KEY')",
            Trait.EDITABLE,
            Trait.SECRET);
    public static final OptionSpec<String> AWS_SESSION_TOKEN = OptionSpec.optional(
            "AWS_SESSION_TOKEN",
            OptionType.STRING,
            "What belongs to a key that is valid for a time",
            "ENV('AWS_SESSION_TOKEN')",
            Trait.EDITABLE,
            Trait.SECRET);
    public static final OptionSpec<String> REGION = OptionSpec.optional(
            "REGION",
            OptionType.STRING,
            "The region; without it that of the environment or profile",
            "'eu-central-1'",
            Trait.EDITABLE);

    /** Those above. */
    public static final OptionSet ALL = OptionSet.of(
            "AWS", AWS_ROLE, EXTERNAL_ID, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, REGION);

    private AwsOptions() {}

    /** The option that names another address than Amazon's. */
    public static OptionSpec<String> endpoint(String name, String description, String example) {
        return OptionSpec.optional(name, OptionType.STRING, description, example, Trait.EDITABLE);
    }

    /** The option that says how the address of a bucket is made. */
    public static OptionSpec<Boolean> pathStyle(OptionSpec<String> endpoint) {
        return OptionSpec.optional(
                "PATH_STYLE_ACCESS",
                OptionType.BOOLEAN,
                "Whether the bucket stands in the path of an address and not in its host; TRUE with " + endpoint.name()
                        + " if not given",
                "TRUE",
                Trait.EDITABLE);
    }
}
