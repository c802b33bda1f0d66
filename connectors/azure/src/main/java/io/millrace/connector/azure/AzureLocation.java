package io.millrace.connector.azure;

import io.millrace.connector.files.object.ObjectPath;
import io.millrace.connector.files.read.FileNames;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where objects are looked for.
 *
 * @param container of the account
 * @param host of the account's blobs; empty when it is left to the connection
 * @param shown what addresses begin with, as it was written: all before the path
 */
record AzureLocation(String container, Optional<String> host, String shown, ObjectPath path) {
    private static final Set<String> CONTAINER_FIRST = Set.of("abfs", "abfss", "wasb", "wasbs", "az");
    private static final Set<String> HOST_FIRST = Set.of("https", "azure");

    static AzureLocation parse(String location, Optional<String> filePattern) {
        int colon = Math.max(0, location.indexOf("://"));
        String scheme = location.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = location.substring(Math.min(location.length(), colon + 3));
        String authority = beforeSlash(rest);
        String path = afterSlash(rest);
        int at = authority.indexOf('@');
        String container = authority.substring(0, at < 0 ? authority.length() : at);
        Optional<String> host = at < 0 ? Optional.empty() : Optional.of(authority.substring(at + 1));
        String shown = authority;
        if (HOST_FIRST.contains(scheme)) {
            host = Optional.of(authority);
            container = beforeSlash(path);
            shown = authority + "/" + container;
            path = afterSlash(path);
        } else if (!CONTAINER_FIRST.contains(scheme)) {
            container = "";
        }
        boolean named = host.map(name -> name.indexOf('.') > 0).orElse(true);
        if (container.isEmpty() || FileNames.isGlob(container) || !named) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option LOCATION: '" + location + "'")
                    .withHint("expected abfss://container@account.dfs.core.windows.net/folder/,"
                            + " https://account.blob.core.windows.net/container/folder/ or az://container/folder/");
        }
        return new AzureLocation(
                container,
                host.map(AzureLocation::ofBlobs),
                scheme + "://" + shown + "/",
                ObjectPath.parse(path, filePattern));
    }

    /** The account, if it is named. */
    Optional<String> account() {
        return host.map(name -> name.substring(0, name.indexOf('.')));
    }

    /** Each account has two hosts, of which that of the file system knows no blobs. */
    private static String ofBlobs(String host) {
        return host.replaceFirst("\\.dfs\\.", ".blob.");
    }

    private static String beforeSlash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static String afterSlash(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? "" : text.substring(slash + 1);
    }
}
