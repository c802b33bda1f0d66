package io.millrace.connector.gcs;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** What the statements about Google Cloud Storage take. */
final class GcsOptions {
    static final OptionSpec<String> CREDENTIALS = OptionSpec.optional(
            "CREDENTIALS",
            OptionType.STRING,
            "The JSON key of a service account; without it, or an HMAC key, the application default credentials are used:"
                    + " environment, gcloud or the machine's account",
            "FILE('/etc/millrace/reader.json')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> HMAC_ACCESS_ID = OptionSpec.optional(
            "HMAC_ACCESS_ID",
            OptionType.STRING,
            "The access ID of an HMAC key, instead of CREDENTIALS",
            "ENV('HMAC_ACCESS_ID')",
            Trait.EDITABLE);
    static final OptionSpec<String> HMAC_SECRET = OptionSpec.optional(
            "HMAC_SECRET",
            OptionType.STRING,
            "The secret of the HMAC key",
            "ENV('HMAC_SECRET')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> ENDPOINT = OptionSpec.defaulted(
            "ENDPOINT",
            OptionType.STRING,
            "https://storage.googleapis.com",
            "The address of the XML interface, such as that of a private endpoint",
            "'https://storage.googleapis.com'",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the landing zone'", Trait.EDITABLE);

    static final OptionSpec<String> LOCATION = OptionSpec.required(
            ObjectOptions.LOCATION,
            OptionType.STRING,
            "A bucket, or a folder in it with all that is below it, or a glob such as gs://bucket/orders/**/*.json",
            "'gs://bucket/orders/'");

    static final OptionSet CONNECTION = OptionSet.of(
            "GCS connection", CREDENTIALS, HMAC_ACCESS_ID, HMAC_SECRET, ENDPOINT, ObjectOptions.READ_ONLY, COMMENT);
    static final OptionSet SOURCE = ObjectOptions.source("GCS", LOCATION);

    private GcsOptions() {}
}
