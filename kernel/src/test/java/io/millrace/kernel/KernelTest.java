package io.millrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTest {
    private static final NameDefaults DEFAULTS = new NameDefaults("lake", "raw");
    private static final RelationLookup NO_TABLES = table -> {
        throw new IllegalStateException("no table: " + table.name());
    };

    @TempDir
    private Path directory;

    @Test
    void spillsWhenMemoryIsShort() {
        try (Kernel kernel = kernel(96L << 20);
                KernelSession session = kernel.session()) {
            String sql =
                    "SELECT max(n) AS n FROM (SELECT row_number() OVER (ORDER BY md5(i::VARCHAR)) AS n, md5(i::VARCHAR)"
                            + " FROM range(2000000) r(i))";

            assertThat(rows(session, sql)).containsExactly("{\"n\":2000000}");
        }
    }

    @Test
    void saysWhenMemoryIsExhausted() {
        try (Kernel kernel = kernel(32L << 20);
                KernelSession session = kernel.session()) {
            assertThatThrownBy(() ->
                            rows(session, "SELECT length(string_agg(repeat('x', 1000), '')) AS n FROM range(100000)"))
                    .isInstanceOfSatisfying(
                            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_EXHAUSTED));
            assertThat(rows(session, "SELECT 1 AS a")).containsExactly("{\"a\":1}");
        }
    }

    @Test
    void analyzesAQueryOnceUnlessItsTimeGoesOn() {
        try (Kernel kernel = kernel(96L << 20);
                KernelSession one = kernel.session();
                KernelSession other = kernel.session()) {
            String plain = "SELECT a FROM t";
            String travelling = "SELECT a FROM t AT (TIMESTAMP => now())";

            assertThat(analyze(other, plain)).isSameAs(analyze(one, plain));
            assertThat(analyze(other, travelling)).isNotSameAs(analyze(one, travelling));
        }
    }

    @Test
    void holdsNoMoreOfAResultThanABatch() {
        try (Kernel kernel = kernel(64L << 20);
                KernelSession session = kernel.session()) {
            String sql = "SELECT repeat('x', 1000) AS x FROM range(1000000)";
            BoundSelect bound = session.bind(analyze(session, sql), NO_TABLES);
            long rows = 0;
            try (BatchCursor cursor = session.stream(Projection.stored(bound), NO_TABLES, RunTimes.NONE)) {
                for (Optional<Batch> batch = cursor.next(); batch.isPresent(); batch = cursor.next()) {
                    rows += batch.get().rows();
                }
            }
            assertThat(rows).isEqualTo(1_000_000);
        }
    }

    @Test
    void keepsSessionsApart() throws Exception {
        try (Fixture fixture = OrdersFixture.create()) {
            FileRelation all = (FileRelation) fixture.find(
                    fixture.analyze("SELECT * FROM orders").tables().get(0));
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<?>> results = new ArrayList<>();
                for (int file = 0; file < 2; file++) {
                    FileRelation one =
                            new FileRelation(all.schema(), List.of(all.files().get(file)), Set.of());
                    String ids = file == 0 ? "{\"ids\":[1,2]}" : "{\"ids\":[3,4]}";
                    results.add(threads.submit(() -> {
                        try (KernelSession session = fixture.session.duplicate()) {
                            for (int i = 0; i < 50; i++) {
                                assertThat(rows(
                                                session,
                                                "SELECT list(id ORDER BY id) AS ids FROM orders",
                                                table -> one))
                                        .containsExactly(ids);
                            }
                        }
                    }));
                }
                for (Future<?> result : results) {
                    result.get();
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void closesAQueryThatIsNotReadToItsEnd() {
        try (Kernel kernel = kernel(64L << 20);
                KernelSession session = kernel.session()) {
            BoundSelect bound = session.bind(analyze(session, "SELECT range AS x FROM range(10000000)"), NO_TABLES);
            BatchCursor first = session.stream(Projection.stored(bound), NO_TABLES, RunTimes.NONE);
            assertThat(first.next()).isPresent();
            BatchCursor second = session.stream(Projection.stored(bound), NO_TABLES, RunTimes.NONE);

            assertThat(first.next()).isEmpty();
            assertThat(second.next()).isPresent();
        }
    }

    private Kernel kernel(long memory) {
        return Kernel.open(new KernelSettings(memory, directory.resolve("spill"), List.of(directory)));
    }

    private static List<String> rows(KernelSession session, String sql) {
        return rows(session, sql, NO_TABLES);
    }

    private static List<String> rows(KernelSession session, String sql, RelationLookup lookup) {
        List<String> lines = new ArrayList<>();
        try (Rows rows = session.query(analyze(session, sql), lookup, RunTimes.NONE)) {
            while (rows.next()) {
                lines.add(rows.json());
            }
        }
        return lines;
    }

    private static AnalyzedSelect analyze(KernelSession session, String sql) {
        return session.analyze(new SelectText(sql, new SourceLocation("w.sql", 1, 1)), DEFAULTS);
    }
}
