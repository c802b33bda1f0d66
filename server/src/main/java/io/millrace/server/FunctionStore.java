package io.millrace.server;

import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.storage.LakeFileIO;
import io.millrace.server.define.FunctionAnalyzer;
import io.millrace.server.define.FunctionDefinition;
import io.millrace.server.define.FunctionDefinition.Jar;
import io.millrace.server.define.Parsed;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredFunction;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.option.FunctionOptions;
import io.millrace.sql.tree.Statement.CreateFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.FileIO;

/** The functions of users: their statements are in the metastore, their jars in the data directory. Safe for many threads. */
final class FunctionStore {
    private final Path dataDirectory;
    private final Path jars;
    private final Metastore metastore;
    private final Map<StoredFunction, FunctionDefinition> read = new HashMap<>();

    FunctionStore(Path dataDirectory, Metastore metastore) {
        this.dataDirectory = dataDirectory;
        this.jars = dataDirectory.resolve("functions");
        this.metastore = metastore;
    }

    synchronized List<FunctionDefinition> all() {
        return metastore.functions().stream()
                .map(stored -> read.computeIfAbsent(stored, this::definition))
                .toList();
    }

    /** Keeps a function and a copy of its jar. */
    synchronized void save(FunctionDefinition function) {
        Path kept = kept(function.jar().hash());
        try {
            Files.createDirectories(jars);
            Path part = Files.createTempFile(jars, "jar", ".part");
            Files.write(part, function.jar().bytes());
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.STORAGE_FULL, "Cannot keep jar " + kept + ": " + e.getMessage(), e)
                    .withHint("make room on the disk of the data directory");
        }
        metastore.save(new StoredFunction(
                function.name(), function.sql(), function.jar().hash()));
    }

    /** Jars stay: they are small, and an older function may be wanted back. */
    synchronized void drop(String name) {
        metastore.dropFunction(name);
    }

    /** Reads a file of this machine, or an object as the embedded catalog reads its own. */
    Jar read(String location) throws IOException {
        byte[] bytes;
        if (LakeFileIO.isLocal(location)) {
            bytes = Files.readAllBytes(
                    location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location));
        } else {
            try (FileIO files = Catalogs.files(dataDirectory);
                    InputStream in = files.newInputFile(location).newStream()) {
                bytes = in.readAllBytes();
            }
        }
        return new Jar(hash(bytes), bytes);
    }

    private FunctionDefinition definition(StoredFunction stored) {
        CreateFunction create = (CreateFunction) Parsed.statement("function " + stored.name(), stored.sql());
        return FunctionAnalyzer.definition(
                create, FunctionOptions.ALL.resolve(create.options(), create.location()), jar(stored));
    }

    private Jar jar(StoredFunction stored) {
        Path kept = kept(stored.hash());
        try {
            Jar jar = read(kept.toString());
            if (!jar.hash().equals(stored.hash())) {
                throw new IOException("it was changed");
            }
            return jar;
        } catch (IOException e) {
            throw new MillraceException(
                            ErrorCode.INVALID_STATE,
                            "Cannot read the jar of function " + stored.name() + ": " + kept + ": " + e.getMessage(),
                            e)
                    .withHint("put the jar with that SHA-256 back in its place");
        }
    }

    private Path kept(String hash) {
        return jars.resolve(hash + ".jar");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
