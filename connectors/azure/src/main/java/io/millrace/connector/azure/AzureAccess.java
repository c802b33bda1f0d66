package io.millrace.connector.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.Options;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a connection reaches a container.
 *
 * @param http carries all requests, those for tokens among them
 */
record AzureAccess(Options connection, HttpClient http) {
    private static final int TRIES = 4;
    private static final Duration TRY = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final List<OptionSpec<String>> PRINCIPAL =
            List.of(AzureOptions.TENANT_ID, AzureOptions.CLIENT_ID, AzureOptions.CLIENT_SECRET);

    /** @throws MillraceException MISSING_OPTION or INVALID_OPTION_VALUE */
    BlobContainerClient open(AzureLocation location) {
        requireOneWay();
        String account = account(location);
        BlobContainerClientBuilder builder = new BlobContainerClientBuilder()
                .endpoint(endpoint(location, account))
                .containerName(location.container())
                .httpClient(http)
                .retryOptions(
                        new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, TRIES, TRY, PAUSE, LONGEST_PAUSE, null));
        Optional<String> key = connection.find(AzureOptions.ACCOUNT_KEY);
        Optional<String> sas = connection.find(AzureOptions.SAS_TOKEN);
        if (key.isPresent()) {
            builder.credential(new StorageSharedKeyCredential(account, key.get()));
        } else if (sas.isPresent()) {
            builder.credential(new AzureSasCredential(sas.get()));
        } else {
            builder.credential(tokens());
        }
        return build(builder);
    }

    private static BlobContainerClient build(BlobContainerClientBuilder builder) {
        try {
            return builder.buildClient();
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot use ADLS connection: " + e.getMessage(), e)
                    .withHint("check ENDPOINT and ACCOUNT_KEY");
        }
    }

    private TokenCredential tokens() {
        if (!connection.isSet(AzureOptions.CLIENT_SECRET)) {
            return new DefaultAzureCredentialBuilder().httpClient(http).build();
        }
        return new ClientSecretCredentialBuilder()
                .tenantId(connection.get(AzureOptions.TENANT_ID))
                .clientId(connection.get(AzureOptions.CLIENT_ID))
                .clientSecret(connection.get(AzureOptions.CLIENT_SECRET))
                .httpClient(http)
                .build();
    }

    private String account(AzureLocation location) {
        Optional<String> written = connection.find(AzureOptions.ACCOUNT);
        Optional<String> named = location.account();
        if (written.isPresent() && named.isPresent() && !written.equals(named)) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot set option LOCATION: '" + location.shown() + "': the connection is of account "
                                    + written.get())
                    .withHint("use a connection of account " + named.get());
        }
        return written.or(() -> named)
                .orElseThrow(() -> missing(AzureOptions.ACCOUNT)
                        .withHint("or name it in LOCATION: " + AzureOptions.LOCATION.example()));
    }

    private String endpoint(AzureLocation location, String account) {
        String host = location.host().orElse(account + ".blob.core.windows.net");
        return connection.find(AzureOptions.ENDPOINT).orElse("https://" + host);
    }

    private void requireOneWay() {
        List<OptionSpec<String>> principal =
                PRINCIPAL.stream().filter(connection::isSet).toList();
        if (!principal.isEmpty() && principal.size() < PRINCIPAL.size()) {
            throw missing(PRINCIPAL.stream()
                            .filter(option -> !connection.isSet(option))
                            .findFirst()
                            .orElseThrow())
                    .withHint("a service principal is all three, TENANT_ID, CLIENT_ID and CLIENT_SECRET");
        }
        List<String> ways =
                List.of(AzureOptions.ACCOUNT_KEY, AzureOptions.SAS_TOKEN, AzureOptions.CLIENT_SECRET).stream()
                        .filter(connection::isSet)
                        .map(OptionSpec::name)
                        .toList();
        if (ways.size() > 1) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            "Cannot use ADLS connection with both options: " + String.join(", ", ways))
                    .withHint("give one of them");
        }
    }

    private static MillraceException missing(OptionSpec<String> option) {
        return new MillraceException(
                ErrorCode.MISSING_OPTION, "Cannot use ADLS connection without option: " + option.name());
    }
}
