package io.millrace.formats.registry;

import io.millrace.formats.binary.Lru;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The registries in use, so that what one told is not asked again by the next task. Safe for use by several threads. */
public final class SchemaRegistries {
    private static final int KEPT = 50;

    private final Lru<Key, SchemaRegistry> open = new Lru<>(KEPT);

    private record Key(URI address, Optional<String> user, Optional<String> password) {}

    /** @throws MillraceException INVALID_OPTION_VALUE when the address is none */
    public synchronized SchemaRegistry open(Options options) {
        Key wanted = new Key(
                address(options.get(RegistryOptions.URL)),
                options.find(RegistryOptions.USERNAME),
                options.find(RegistryOptions.PASSWORD));
        return open.get(wanted, key -> new SchemaRegistry(key.address(), key.user(), key.password()));
    }

    private static URI address(String written) {
        try {
            URI address = new URI(written.endsWith("/") ? written.substring(0, written.length() - 1) : written);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option SCHEMA_REGISTRY_URL: " + written)
                .withHint("expected an address such as http://registry:8081");
    }
}
