package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.function.FunctionInstaller;
import io.millrace.kernel.function.FunctionLibrary;
import io.millrace.kernel.function.user.UserFunction;
import io.millrace.kernel.function.user.UserFunctions;
import io.millrace.kernel.recent.Recent;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.SqlText;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;

/**
 * One DuckDB, in memory, for the whole process. It reads data files in the directories it was given and nothing else,
 * never reaches for the network and loads no extension. Time zone UTC. Every session computes in the thread that calls it.
 *
 * <p>The JVM needs {@code --add-opens=java.base/java.nio=ALL-UNNAMED}. Safe for use by several threads; each needs a
 * session of its own.
 */
public final class Kernel implements AutoCloseable {
    static {
        // Arrow reads these once; bounds are checked by the buffers that its memory is copied through.
        setUnlessSet("arrow.enable_unsafe_memory_access", "true");
        setUnlessSet("arrow.enable_null_check_for_get", "false");
    }

    /** A job's query is the same in every run. */
    private static final int QUERIES = 200;

    private final DuckDBConnection root;
    private final BufferAllocator allocator;
    private final Functions functions;
    private final Set<String> builtins;
    private final FunctionInstaller installer;
    private final Recent<Analyzing, AnalyzedSelect> analyzed = new Recent<>(QUERIES);
    private final Recent<Describing, List<Field>> described = new Recent<>(QUERIES);

    /** A query as its user wrote it, to be analyzed. */
    record Analyzing(String text, SourceLocation origin, boolean isExpression, NameDefaults defaults) {}

    /** A query for DuckDB whose result is to be described, and the views that stand for its tables. */
    record Describing(String sql, List<String> views) {}

    private Kernel(
            DuckDBConnection root,
            BufferAllocator allocator,
            Functions functions,
            Set<String> builtins,
            Path geoDatabase) {
        this.root = root;
        this.builtins = builtins;
        this.allocator = allocator;
        this.functions = functions;
        this.installer = new FunctionInstaller(FunctionLibrary.get(), root, geoDatabase);
    }

    /** Starts DuckDB; takes about a second for the first kernel of a process. */
    public static Kernel open(KernelSettings settings) {
        return open(settings, List.of());
    }

    /** The same with functions of users. */
    public static Kernel open(KernelSettings settings, List<UserFunction> functions) {
        requireNonNull(settings, "settings is null");
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        try {
            DuckDBConnection root =
                    DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
            try {
                for (String sql : setUp(settings)) {
                    execute(root, sql);
                }
                Set<String> own = functions(root).names();
                functions.forEach(function -> UserFunctions.register(root, function));
                return new Kernel(root, new RootAllocator(), functions(root), own, settings.geoDatabase());
            } catch (SQLException e) {
                root.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot start the SQL kernel", e);
        }
    }

    /** A new session; close it before the kernel. */
    public KernelSession session() {
        try {
            return new KernelSession(this, root.duplicate().unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot open a session of the SQL kernel", e);
        }
    }

    /** Whether there is a function of that name which is no user's. */
    public boolean hasFunction(String name) {
        return builtins.contains(name.toLowerCase(Locale.ROOT));
    }

    Functions functions() {
        return functions;
    }

    Recent<Analyzing, AnalyzedSelect> analyzed() {
        return analyzed;
    }

    Recent<Describing, List<Field>> described() {
        return described;
    }

    void install(Set<String> names) {
        installer.install(names);
    }

    BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new MillraceException(ErrorCode.INTERNAL_ERROR, "Cannot stop the SQL kernel", e);
        } finally {
            allocator.close();
        }
    }

    private static List<String> setUp(KernelSettings settings) {
        String directories = settings.readable().stream()
                .map(Path::toAbsolutePath)
                .map(path -> SqlText.literal(path.normalize() + "/"))
                .collect(Collectors.joining(", ", "[", "]"));
        return List.of(
                "SET GLOBAL threads = 1",
                "SET GLOBAL memory_limit = '%d B'".formatted(settings.memoryLimit()),
                "SET GLOBAL temp_directory = "
                        + SqlText.literal(
                                settings.temporaryDirectory().toAbsolutePath().toString()),
                "SET GLOBAL timezone = 'UTC'",
                "SET GLOBAL errors_as_json = true",
                "SET GLOBAL arrow_lossless_conversion = true",
                "SET GLOBAL error_on_division_by_zero = false",
                "SET GLOBAL ieee_floating_point_ops = false",
                "SET GLOBAL autoinstall_known_extensions = false",
                "SET GLOBAL autoload_known_extensions = false",
                "SET GLOBAL allowed_directories = " + directories,
                "SET GLOBAL enable_external_access = false");
    }

    private static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Functions functions(DuckDBConnection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        Set<String> aggregates = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT DISTINCT lower(function_name), function_type FROM duckdb_functions()"
                                + " WHERE function_name ~ '^[a-z_0-9]+$'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
                if (rows.getString(2).equals("aggregate")) {
                    aggregates.add(rows.getString(1));
                }
            }
        }
        names.addAll(FunctionLibrary.get().names());
        aggregates.addAll(FunctionLibrary.get().aggregates());
        return new Functions(Set.copyOf(names), Set.copyOf(aggregates));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
