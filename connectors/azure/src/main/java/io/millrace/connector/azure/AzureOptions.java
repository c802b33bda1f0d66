package io.millrace.connector.azure;

import io.millrace.connector.files.object.ObjectOptions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;

/** What the statements about Azure Storage take. */
final class AzureOptions {
    static final OptionSpec<String> ACCOUNT = OptionSpec.optional(
            "ACCOUNT",
            OptionType.STRING,
            "The storage account, for a LOCATION that does not name it",
            "'landing'",
            Trait.EDITABLE);
    static final OptionSpec<String> ACCOUNT_KEY = OptionSpec.optional(
            "ACCOUNT_KEY",
            OptionType.STRING,
            "A key of the account",
            "ENV('AZURE_STORAGE_KEY')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> SAS_TOKEN = OptionSpec.optional(
            "SAS_TOKEN",
            OptionType.STRING,
            "A shared access signature, instead of a key",
            "ENV('AZURE_SAS_TOKEN')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> TENANT_ID = OptionSpec.optional(
            "TENANT_ID",
            OptionType.STRING,
            "The tenant of a service principal, instead of a key; without any, the default credentials are used:"
                    + " environment, workload, managed identity or the tools of a developer",
            "'72f988bf-86f1-41af-91ab-2d7cd011db47'",
            Trait.EDITABLE);
    static final OptionSpec<String> CLIENT_ID = OptionSpec.optional(
            "CLIENT_ID",
            OptionType.STRING,
            "The client ID of the service principal",
            "ENV('AZURE_CLIENT_ID')",
            Trait.EDITABLE);
    static final OptionSpec<String> CLIENT_SECRET = OptionSpec.optional(
            "CLIENT_SECRET",
            OptionType.STRING,
            "The secret of the service principal",
            "ENV('AZURE_CLIENT_SECRET')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<String> ENDPOINT = OptionSpec.optional(
            "ENDPOINT",
            OptionType.STRING,
            "Another address of the account's blobs than Azure's, such as that of an emulator",
            "'http://localhost:10000/devstoreaccount1'",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the landing zone'", Trait.EDITABLE);

    static final OptionSpec<String> LOCATION = OptionSpec.required(
            ObjectOptions.LOCATION,
            OptionType.STRING,
            "A container, or a folder in it with all that is below it, or a glob such as"
                    + " abfss://container@account.dfs.core.windows.net/orders/**/*.json; also as wasbs://, https:// or,"
                    + " with ACCOUNT, az://container/orders/",
            "'abfss://container@account.dfs.core.windows.net/orders/'");

    static final OptionSet CONNECTION = OptionSet.of(
            "ADLS connection",
            ACCOUNT,
            ACCOUNT_KEY,
            SAS_TOKEN,
            TENANT_ID,
            CLIENT_ID,
            CLIENT_SECRET,
            ENDPOINT,
            ObjectOptions.READ_ONLY,
            COMMENT);
    static final OptionSet SOURCE = ObjectOptions.source("ADLS", LOCATION);

    private AzureOptions() {}
}
