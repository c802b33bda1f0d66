package io.millrace.lake.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final InMemoryFileIO remote = new InMemoryFileIO();

    private record Remote(String location, long bytes) implements FileCache.Remote {}

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void fetchesEachFileOnce() throws IOException {
        Remote a = file("a", 10);
        try (FileCache cache = kept(100)) {
            List<String> paths = use(cache, a);
            assertThat(Files.readAllBytes(Path.of(paths.get(0)))).hasSize(10);
            remote.deleteFile(a.location());
            assertThat(use(cache, a)).isEqualTo(paths);
        }
        try (FileCache again = kept(100)) {
            assertThat(use(again, a)).hasSize(1);
        }
    }

    @Test
    void leavesFilesOfThisMachineWhereTheyAre() throws IOException {
        Path local = Files.write(directory.resolve("local.parquet"), new byte[5]);
        try (FileCache cache = FileCache.unused()) {
            assertThat(use(cache, new Remote("file:" + local, 5))).containsExactly(local.toString());
        }
    }

    @Test
    void givesUpWhatWasUsedLongestAgo() throws IOException {
        Remote a = file("a", 40);
        Remote b = file("b", 40);
        Remote c = file("c", 40);
        try (FileCache cache = kept(100)) {
            String pathOfA = use(cache, a).get(0);
            String pathOfB = use(cache, b).get(0);
            use(cache, a);
            use(cache, c);
            assertThat(Path.of(pathOfA)).exists();
            assertThat(Path.of(pathOfB)).doesNotExist();
            assertThat(bytes()).isEqualTo(80);
        }
    }

    @Test
    void keepsWhatIsBeingRead() {
        Remote a = file("a", 60);
        Remote b = file("b", 60);
        try (FileCache cache = kept(100)) {
            FileCache.Lease lease = cache.lease();
            lease.paths(remote, List.of(a));
            assertThatThrownBy(() -> use(cache, b))
                    .isInstanceOf(MillraceException.class)
                    .hasMessage("Cannot fetch 60 bytes: the cache of 100 bytes holds 60 that are being read")
                    .extracting(error -> ((MillraceException) error).code())
                    .isEqualTo(ErrorCode.STORAGE_FULL);
            lease.close();
            assertThat(use(cache, b)).hasSize(1);
        }
    }

    @Test
    void takesNoFileOfAnotherSize() throws IOException {
        Remote wrong = new Remote(file("a", 10).location(), 11);
        try (FileCache cache = kept(100)) {
            assertThatThrownBy(() -> use(cache, wrong))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("has 10 bytes instead of 11");
            assertThat(bytes()).isZero();
            assertThat(use(cache, new Remote(wrong.location(), 10))).hasSize(1);
        }
    }

    @Test
    void triesAgainAfterAFailure() {
        try (FileCache cache = kept(100)) {
            assertThatThrownBy(() -> use(cache, new Remote("memory:later", 10))).isInstanceOf(RuntimeException.class);
            assertThat(use(cache, file("later", 10))).hasSize(1);
        }
    }

    @Test
    void deletesWhatIsNotWholeAndForgetsTheOldestFirst() throws IOException {
        Remote a = file("a", 40);
        Remote b = file("b", 40);
        Path old;
        Path cut;
        try (FileCache cache = kept(100)) {
            old = Path.of(use(cache, a).get(0));
            cut = Path.of(use(cache, b).get(0));
        }
        Files.write(cut, new byte[3]);
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        try (FileCache cache = kept(100)) {
            use(cache, b);
            use(cache, file("c", 40));
            assertThat(old).doesNotExist();
            assertThat(cut).hasSize(40);
        }
    }

    @Test
    void lendsFilesToManyThreads() {
        List<Remote> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(file("f" + i, 10));
        }
        try (FileCache cache = kept(1000)) {
            List<CompletableFuture<List<String>>> futures = new ArrayList<>();
            ExecutorService readers = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 8; i++) {
                futures.add(CompletableFuture.supplyAsync(
                        () -> {
                            try (FileCache.Lease lease = cache.lease()) {
                                return lease.paths(remote, files);
                            }
                        },
                        readers));
            }
            assertThat(futures.stream().map(CompletableFuture::join).distinct()).hasSize(1);
            readers.shutdownNow();
        }
    }

    @Test
    void readersHaveACacheOfTheirOwn() throws IOException {
        Path parent = directory.resolve("cache");
        try (CacheDirectory owner = CacheDirectory.kept(parent)) {
            Path left;
            try (CacheDirectory reader = CacheDirectory.temporary(parent)) {
                assertThat(reader.path()).isNotEqualTo(owner.path()).exists();
                left = reader.path();
                CacheDirectory.temporary(parent).close();
                assertThat(left).exists();
            }
            assertThat(left).doesNotExist();

            Files.createDirectories(left);
            Files.createFile(left.resolve("lock"));
            CacheDirectory.temporary(parent).close();
            assertThat(left).doesNotExist();
            assertThat(owner.path()).exists();
        }
    }

    private FileCache kept(long bytes) {
        return new FileCache(() -> CacheDirectory.kept(directory.resolve("cache")), any -> bytes, threads);
    }

    private List<String> use(FileCache cache, Remote... files) {
        try (FileCache.Lease lease = cache.lease()) {
            return lease.paths(remote, List.of(files));
        }
    }

    private Remote file(String name, int bytes) {
        remote.addFile("memory:" + name, new byte[bytes]);
        return new Remote("memory:" + name, bytes);
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cache/kept"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
