package io.millrace.testing.npm;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A package of npm at one version, installed once for all builds of a user, in {@code ~/.cache/millrace/npm}. */
public record NpmPackage(String name, String version) {
    private static final int MINUTES = 5;

    public NpmPackage {
        requireNonNull(name, "name is null");
        requireNonNull(version, "version is null");
    }

    /** The directory of the package; installs it when it is not there. */
    public Path installed() {
        Path root = Path.of(System.getProperty("user.home"), ".cache", "millrace", "npm", name + "-" + version);
        Path home = root.resolve("node_modules").resolve(name);
        Path complete = root.resolve("complete");
        try {
            Files.createDirectories(root);
            try (FileChannel lock = FileChannel.open(
                            root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                if (held.isValid() && !Files.exists(complete)) {
                    install(root);
                    Files.createFile(complete);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    /** No script of a package is run: what these need is in them. */
    private void install(Path root) throws IOException {
        File log = root.resolve("install.log").toFile();
        requireNpm();
        Process npm = new ProcessBuilder(List.of(
                        "npm",
                        "install",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                        root.toString(),
                        name + "@" + version))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            if (!npm.waitFor(MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm cannot install " + name + ", see " + log);
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Without npm, what needs the package is skipped and says so; where CI is set, that is a failure. */
    private static void requireNpm() {
        boolean present = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "npm")));
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(present, "npm is not installed: emulators cannot be");
        }
    }
}
