package io.millrace.formats.registry;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** Where a registry is, and who asks. */
public final class RegistryOptions {
    private static final String URL_DESCRIPTION = "Address of the schema registry";
    private static final String URL_EXAMPLE = "'https://registry:8081'";

    public static final OptionSpec<String> URL =
            OptionSpec.optional("SCHEMA_REGISTRY_URL", OptionType.STRING, URL_DESCRIPTION, URL_EXAMPLE);
    public static final OptionSpec<String> USERNAME =
            OptionSpec.optional("USERNAME", OptionType.STRING, "User of the schema registry", "'millrace'");
    public static final OptionSpec<String> PASSWORD = OptionSpec.optional(
            "PASSWORD", OptionType.STRING, "Password of that user", "ENV('REGISTRY_PASSWORD')", Trait.SECRET);

    private RegistryOptions() {}

    public static OptionSet optional() {
        return OptionSet.of("schema registry", URL, USERNAME, PASSWORD);
    }

    public static OptionSet required() {
        OptionSpec<String> url = OptionSpec.required(URL.name(), OptionType.STRING, URL_DESCRIPTION, URL_EXAMPLE);
        return OptionSet.of("schema registry", url, USERNAME, PASSWORD);
    }
}
