package io.millrace.kernel.function;

import io.millrace.kernel.function.Implementation.Macro;
import io.millrace.kernel.function.computed.PlaceFunctions;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Installs functions in a DuckDB when they are first needed. Safe for use by several threads. */
public final class FunctionInstaller {
    private static final String GEO_IP = JavaFunctions.PREFIX + "geo_ip";

    private final FunctionLibrary library;
    private final Connection connection;
    private final Path geoDatabase;
    private final Set<String> installed = new HashSet<>();

    /**
     * @param connection used by nobody else at the same time
     * @param geoDatabase where addresses of the internet are; opened when a query first asks, may be missing
     */
    public FunctionInstaller(FunctionLibrary library, Connection connection, Path geoDatabase) {
        this.library = library;
        this.geoDatabase = geoDatabase;
        this.connection = connection;
    }

    /** Makes sure that functions, and what they call, are there. */
    public synchronized void install(Collection<String> functions) {
        functions.forEach(this::install);
    }

    private void install(String name) {
        if (installed.contains(name)) {
            return;
        }
        try {
            if (JavaFunctions.isJava(name)) {
                JavaFunctions.register(connection, name.equals(GEO_IP) ? geoIp() : JavaFunctions.find(name));
            } else {
                create((Macro) library.installable(name).implementation(), name);
            }
            installed.add(name);
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot install the function: " + name, e);
        }
    }

    private JavaFunction geoIp() {
        if (!Files.isRegularFile(geoDatabase)) {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE, "Cannot look up addresses: there is no database of places")
                    .withHint("put one in MaxMind's format at " + geoDatabase);
        }
        try {
            return PlaceFunctions.geoIp(geoDatabase);
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE, "Cannot read the database of places: " + geoDatabase, e)
                    .withHint(String.valueOf(e.getMessage()));
        }
    }

    private void create(Macro macro, String name) throws SQLException {
        macro.overloads().forEach(text -> FunctionLibrary.mentioned(text).forEach(this::install));
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + FunctionLibrary.SCHEMA);
            statement.execute("CREATE MACRO %s.\"%s\" %s"
                    .formatted(FunctionLibrary.SCHEMA, name, String.join(", ", macro.overloads())));
        }
    }
}
