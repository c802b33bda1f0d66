package io.millrace.server;

import io.millrace.aws.AccessCredentials;
import io.millrace.aws.AwsAccess;
import io.millrace.aws.AwsKey;
import io.millrace.aws.AwsOptions;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.Map;

/** How a catalog reaches tables that lie in S3: options of ours as properties of Iceberg's client. */
final class StorageOptions {
    private static final OptionSpec<String> S3_ENDPOINT =
            AwsOptions.endpoint("S3_ENDPOINT", "The address of another store than Amazon's", "'http://localhost:9000'");
    private static final OptionSpec<Boolean> PATH_STYLE_ACCESS = AwsOptions.pathStyle(S3_ENDPOINT);
    private static final String PROVIDER = "client.credentials-provider";

    static final OptionSet SET =
            OptionSet.of("storage", S3_ENDPOINT, PATH_STYLE_ACCESS).and(AwsOptions.ALL);

    private StorageOptions() {}

    /**
     * The properties that the options stand for.
     *
     * @param subject whose options they are, for messages
     */
    static Map<String, String> properties(String subject, Options options) {
        AwsAccess access = AwsAccess.of(subject, options, S3_ENDPOINT);
        Map<String, String> properties = new HashMap<>();
        access.endpoint().ifPresent(uri -> properties.put("s3.endpoint", uri.toString()));
        access.region().ifPresent(region -> properties.put("client.region", region));
        options.find(PATH_STYLE_ACCESS)
                .or(() -> access.endpoint().map(any -> true))
                .ifPresent(path -> properties.put("s3.path-style-access", path.toString()));
        if (access.role().isPresent()) {
            properties.put(PROVIDER, AccessCredentials.class.getName());
            access.properties().forEach((name, value) -> properties.put(PROVIDER + "." + name, value));
        } else {
            access.key().ifPresent(key -> put(properties, key));
        }
        return properties;
    }

    private static void put(Map<String, String> properties, AwsKey key) {
        properties.put("s3.access-key-id", key.id());
        properties.put("s3.secret-access-key", key.secret());
        key.sessionToken().ifPresent(token -> properties.put("s3.session-token", token));
    }
}
