package io.millrace.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.server.RunMode;
import io.millrace.server.TestMillrace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {
    @TempDir
    private Path data;

    private Millrace millrace;

    @BeforeEach
    void open() {
        millrace = Millrace.own(TestMillrace.settings(data, RunMode.CONTINUOUS, 1));
    }

    @AfterEach
    void close() {
        millrace.close();
    }

    private Result.Table run(String sql) {
        return (Result.Table) millrace.execute(TestMillrace.worksheet(sql).get(0));
    }

    @Test
    void describesEverySystemTableAsItIsRead() {
        List<String> tables = List.of(
                "system.information_schema.columns",
                "system.monitoring.columns",
                "system.monitoring.jobs",
                "SYSTEM.Monitoring.Rejects");
        for (String table : tables) {
            List<String> described = TestMillrace.query(millrace, "DESCRIBE " + table);
            try (Result.Table rows = run("FROM " + table)) {
                assertThat(described).hasSameSizeAs(rows.columns());
                for (int i = 0; i < described.size(); i++) {
                    assertThat(described.get(i))
                            .startsWith("{\"name\":\"" + rows.columns().get(i).name() + "\",\"data_type\":\"");
                }
            }
        }
    }

    @Test
    void suggestsTheNearestSystemTable() {
        assertThatThrownBy(() -> run("DESCRIBE system.monitoring.reject"))
                .isInstanceOfSatisfying(MillraceException.class, error -> {
                    assertThat(error.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
                    assertThat(error.describe()).contains("system.monitoring.rejects");
                });
    }
}
