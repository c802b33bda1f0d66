package io.millrace.lake.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of the cache, which is there or on its way. */
final class CachedFile {
    /** The end of the names of files that are on their way. */
    static final String PART = ".part";

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}-(\\d+)\\.parquet");

    private final long bytes;
    private final CompletableFuture<Path> path;
    private int holders;

    CachedFile(long bytes, CompletableFuture<Path> path) {
        this.bytes = bytes;
        this.path = path;
    }

    /** The name in the cache: it tells the location and the size. */
    static String name(FileCache.Remote file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(file.location().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash) + "-" + file.bytes() + ".parquet";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files that a process before left, those used longest ago first; what is not whole is deleted. */
    static Map<String, CachedFile> present(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.list(directory)) {
            paths = all.sorted(Comparator.comparingLong(path -> path.toFile().lastModified()))
                    .toList();
        }
        Map<String, CachedFile> files = new LinkedHashMap<>();
        for (Path path : paths) {
            String name = path.getFileName().toString();
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && Files.size(path) == Long.parseLong(matcher.group(1))) {
                files.put(name, new CachedFile(Files.size(path), CompletableFuture.completedFuture(path)));
            } else if (matcher.matches() || name.endsWith(PART)) {
                Files.delete(path);
            }
        }
        return files;
    }

    long bytes() {
        return bytes;
    }

    CompletableFuture<Path> path() {
        return path;
    }

    boolean isHeld() {
        return holders > 0 || !path.isDone();
    }

    void hold() {
        holders++;
    }

    void release() {
        holders--;
    }
}
