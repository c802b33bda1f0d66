package io.millrace.connector.files.s3;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** What the statements about S3 take. */
final class S3Options {
    static final OptionSpec<String> AWS_ROLE = OptionSpec.optional(
            "AWS_ROLE",
            OptionType.STRING,
            "The role to assume, with the key or the default credentials",
            "'arn:aws:iam::123456789012:role/reader'",
            Trait.EDITABLE);
    static final OptionSpec<String> EXTERNAL_ID = OptionSpec.optional(
            "EXTERNAL_ID",
            OptionType.STRING,
            "What the role's owner asks for besides",
            "ENV('EXTERNAL_ID')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> AWS_ACCESS_KEY_ID = OptionSpec.optional(
            "AWS_ACCESS_KEY_ID",
            OptionType.STRING,
            "The key's id; without it the default credentials are used: environment, profile, container or instance",
            "ENV('AWS_ACCESS_KEY_ID')",
            Trait.EDITABLE);
    static final OptionSpec<String> AWS_SECRET_ACCESS_KEY = OptionSpec.optional(
            "AWS_SECRET_ACCESS_KEY",
            OptionType.STRING,
            "The key's secret",
            "ENV('AWS_SECRET_ACCESS_KEY')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> REGION = OptionSpec.optional(
            "REGION",
            OptionType.STRING,
            "The region of the buckets; without it that of the environment or profile",
            "'eu-central-1'");
    static final OptionSpec<String> ENDPOINT = OptionSpec.optional(
            "ENDPOINT", OptionType.STRING, "The address of another store than Amazon's", "'http://localhost:9000'");
    static final OptionSpec<Boolean> PATH_STYLE_ACCESS = OptionSpec.optional(
            "PATH_STYLE_ACCESS",
            OptionType.BOOLEAN,
            "Whether the bucket stands in the path of an address and not in its host; TRUE with ENDPOINT if not given",
            "TRUE");
    static final OptionSpec<Boolean> READ_ONLY = OptionSpec.defaulted(
            "READ_ONLY",
            OptionType.BOOLEAN,
            false,
            "Whether jobs that would delete files are refused",
            "TRUE",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the landing zone'", Trait.EDITABLE);

    static final OptionSpec<String> LOCATION = OptionSpec.required(
            ObjectOptions.LOCATION,
            OptionType.STRING,
            "A bucket, or a folder in it with all that is below it, or a glob such as s3://bucket/orders/**/*.json",
            "'s3://bucket/orders/'");

    static final OptionSet CONNECTION = OptionSet.of(
            "S3 connection",
            AWS_ROLE,
            EXTERNAL_ID,
            AWS_ACCESS_KEY_ID,
            AWS_SECRET_ACCESS_KEY,
            REGION,
            ENDPOINT,
            PATH_STYLE_ACCESS,
            READ_ONLY,
            COMMENT);
    static final OptionSet SOURCE = ObjectOptions.source("S3", LOCATION);

    private S3Options() {}
}
