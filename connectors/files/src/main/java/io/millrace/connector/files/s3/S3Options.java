package io.millrace.connector.files.s3;

import io.millrace.aws.AwsOptions;
import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** What the statements about S3 take. */
final class S3Options {
    static final OptionSpec<String> ENDPOINT =
            AwsOptions.endpoint("ENDPOINT", "The address of another store than Amazon's", "'http://localhost:9000'");
    static final OptionSpec<Boolean> PATH_STYLE_ACCESS = AwsOptions.pathStyle(ENDPOINT);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the landing zone'", Trait.EDITABLE);

    static final OptionSpec<String> LOCATION = OptionSpec.required(
            ObjectOptions.LOCATION,
            OptionType.STRING,
            "A bucket, or a folder in it with all that is below it, or a glob such as s3://bucket/orders/**/*.json",
            "'s3://bucket/orders/'");

    static final OptionSet CONNECTION = OptionSet.of(
                    "S3 connection", ENDPOINT, PATH_STYLE_ACCESS, ObjectOptions.READ_ONLY, COMMENT)
            .and(AwsOptions.ALL);
    static final OptionSet SOURCE = ObjectOptions.source("S3", LOCATION);

    private S3Options() {}
}
