package io.millrace.aws;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How AWS, or what speaks as it does, is reached. Nothing of it is a class of a client of AWS, which are many.
 *
 * @param region empty for that of the environment or profile
 * @param endpoint another address than Amazon's
 * @param key empty for the default credentials
 * @param role to assume with them
 */
public record AwsAccess(Optional<String> region, Optional<URI> endpoint, Optional<AwsKey> key, Optional<AwsRole> role) {
    /** Others know no regions, but a signature needs one. */
    private static final String ANY_REGION = "us-east-1";

    private static final String REGION_PROPERTY = "region";
    private static final String KEY_ID = "key-id";
    private static final String SECRET = "secret";
    private static final String TOKEN = "token";
    private static final String ROLE = "role";
    private static final String EXTERNAL_ID = "external-id";

    public AwsAccess {
        requireNonNull(region, "region is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(key, "key is null");
        requireNonNull(role, "role is null");
    }

    /**
     * @param subject whose options they are, for messages: {@code S3 connection}
     * @param options of {@link AwsOptions}
     * @param endpoint the option that is one
     * @throws MillraceException MISSING_OPTION or INVALID_OPTION_VALUE
     */
    public static AwsAccess of(String subject, Options options, OptionSpec<String> endpoint) {
        Optional<URI> address = options.find(endpoint).map(text -> address(endpoint, text));
        Optional<String> region = options.find(AwsOptions.REGION).or(() -> address.map(any -> ANY_REGION));
        return new AwsAccess(region, address, key(subject, options), role(subject, options));
    }

    /** What {@link #properties} tells, all but the endpoint. */
    static AwsAccess of(Map<String, String> properties) {
        Optional<AwsKey> key =
                find(properties, KEY_ID).map(id -> new AwsKey(id, properties.get(SECRET), find(properties, TOKEN)));
        Optional<AwsRole> role = find(properties, ROLE).map(arn -> new AwsRole(arn, find(properties, EXTERNAL_ID)));
        return new AwsAccess(find(properties, REGION_PROPERTY), Optional.empty(), key, role);
    }

    /** What {@link AccessCredentials#create} makes credentials of. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        region.ifPresent(name -> properties.put(REGION_PROPERTY, name));
        key.ifPresent(pair -> {
            properties.put(KEY_ID, pair.id());
            properties.put(SECRET, pair.secret());
            pair.sessionToken().ifPresent(token -> properties.put(TOKEN, token));
        });
        role.ifPresent(assumed -> {
            properties.put(ROLE, assumed.arn());
            assumed.externalId().ifPresent(id -> properties.put(EXTERNAL_ID, id));
        });
        return properties;
    }

    /** Where it is, for messages. */
    public String where() {
        return endpoint.map(URI::toString).orElseGet(() -> region.orElse("the region of the environment"));
    }

    /**
     * What an option says that names an address.
     *
     * @throws MillraceException INVALID_OPTION_VALUE
     */
    public static URI address(OptionSpec<String> option, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new MillraceException(
                        ErrorCode.INVALID_OPTION_VALUE, "Cannot set option " + option.name() + ": '" + text + "'")
                .withHint("expected an address such as " + option.example());
    }

    private static Optional<AwsKey> key(String subject, Options options) {
        Optional<String> id = options.find(AwsOptions.AWS_ACCESS_KEY_ID);
        Optional<String> secret = options.find(AwsOptions.AWS_SECRET_ACCESS_KEY);
        Optional<String> token = options.find(AwsOptions.AWS_SESSION_TOKEN);
        boolean any = id.isPresent() || secret.isPresent() || token.isPresent();
        if (any && (id.isEmpty() || secret.isEmpty())) {
            throw missing(subject, id.isEmpty() ? AwsOptions.AWS_ACCESS_KEY_ID : AwsOptions.AWS_SECRET_ACCESS_KEY)
                    .withHint("a key is both, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; without any of it the"
                            + " default credentials are used");
        }
        return id.map(name -> new AwsKey(name, secret.orElseThrow(), token));
    }

    private static Optional<AwsRole> role(String subject, Options options) {
        Optional<String> externalId = options.find(AwsOptions.EXTERNAL_ID);
        Optional<String> arn = options.find(AwsOptions.AWS_ROLE);
        if (externalId.isPresent() && arn.isEmpty()) {
            throw missing(subject, AwsOptions.AWS_ROLE).withHint("EXTERNAL_ID is what a role asks for");
        }
        return arn.map(name -> new AwsRole(name, externalId));
    }

    private static MillraceException missing(String subject, OptionSpec<String> option) {
        return new MillraceException(
                ErrorCode.MISSING_OPTION, "Cannot use " + subject + " without option: " + option.name());
    }

    private static Optional<String> find(Map<String, String> properties, String name) {
        return Optional.ofNullable(properties.get(name));
    }
}
