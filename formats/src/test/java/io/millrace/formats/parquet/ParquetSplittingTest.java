package io.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Pieces;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetSplittingTest {
    private static final Pieces PARQUET = new Pieces(new ParquetFormat(), Options.NONE, DecodeSettings.DEFAULT);
    private static final String ROWS = "SELECT i AS id, 'text ' || i % 7 AS text, [i, i + 1] AS list,"
            + " {'x': i, 'y': NULL::DOUBLE} AS pair, CASE WHEN i % 3 = 0 THEN NULL ELSE i / 4 END AS part"
            + " FROM range(20000) AS t(i)";

    @ParameterizedTest
    @ValueSource(strings = {"CODEC 'zstd'", "CODEC 'snappy'", "CODEC 'uncompressed'", "PARQUET_VERSION 'V2'"})
    void piecesAreTheWhole(String options) {
        byte[] file = ParquetFiles.write(ROWS, options + ", ROW_GROUP_SIZE 2048");
        var whole = PARQUET.decode(file);
        assertThat(whole.rows).hasSize(20_000);
        for (int parts = 2; parts <= 12; parts++) {
            long[] wanted = new long[parts - 1];
            for (int i = 1; i < parts; i++) {
                wanted[i - 1] = (long) file.length * i / parts;
            }
            List<Piece> pieces = PARQUET.cut(file, wanted);
            assertThat(pieces.size()).isBetween(2, parts);
            var apart = PARQUET.decode(file, pieces);
            assertThat(apart.rows).isEqualTo(whole.rows);
            assertThat(apart.rejects).isEmpty();
            for (Piece piece : pieces) {
                long first = PARQUET.decode(file, List.of(piece))
                                .rows
                                .get(0)
                                .get("id")
                                .longValue()
                        + 1;
                assertThat(piece.firstRow()).isEqualTo(first);
            }
        }
    }

    @Test
    void oneRowGroupOrNoFooterIsReadWhole() {
        byte[] file = ParquetFiles.write("SELECT i FROM range(100) AS t(i)", "");
        assertThat(PARQUET.cut(file, file.length / 2)).isEmpty();
        byte[] groups = ParquetFiles.write(ROWS, "ROW_GROUP_SIZE 2048");
        assertThat(PARQUET.cut(groups, groups.length / 2)).hasSize(2);
        assertThat(PARQUET.cut(Arrays.copyOf(groups, groups.length - 1), groups.length / 2))
                .isEmpty();
        assertThat(PARQUET.cut(Arrays.copyOfRange(groups, 5000, groups.length), 5000))
                .isEmpty();
    }

    @Test
    void damageIsARejectOfItsPiece() {
        byte[] file = ParquetFiles.write(ROWS, "CODEC 'zstd', ROW_GROUP_SIZE 2048");
        List<Piece> pieces = PARQUET.cut(file, file.length / 3, file.length * 2L / 3);
        assertThat(pieces).hasSize(3);
        byte[] damaged = file.clone();
        int at = (int) pieces.get(1).from();
        Arrays.fill(damaged, at, at + 100, (byte) 0x5A);
        var apart = PARQUET.decode(damaged, pieces);
        assertThat(apart.rejects).hasSize(1);
        assertThat(apart.rows.size())
                .isEqualTo(PARQUET.decode(file, List.of(pieces.get(0), pieces.get(2)))
                        .rows
                        .size());
    }

    @Test
    void theLargestFileIsTheLargestPiece() {
        byte[] file = ParquetFiles.write(
                "SELECT i AS id, md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS text FROM range(40000) AS t(i)",
                "CODEC 'uncompressed', ROW_GROUP_SIZE 2048");
        Options options = new Options(Map.of("MAX_FILE_MIB", new OptionValue.Numeral("1")));
        Pieces limited = new Pieces(new ParquetFormat(), options, DecodeSettings.DEFAULT);
        assertThat(limited.decode(file).rejects).hasSize(1);
        List<Piece> pieces = limited.cut(file, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000);
        assertThat(limited.decode(file, pieces).rows).hasSize(40_000);
    }
}
