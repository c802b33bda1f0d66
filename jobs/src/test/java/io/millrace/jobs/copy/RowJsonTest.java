package io.millrace.jobs.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written of a row reads back as the same row, kinds included. */
class RowJsonTest {
    private static final int ROW = 3;

    private final List<Column> columns = new ArrayList<>();

    private Column column(String name) {
        Column column = new Column(name);
        columns.add(column);
        return column;
    }

    private static void bytes(Column column, Kind kind, int slot, byte[] value) {
        column.bytes(kind).append(slot, value, 0, value.length);
    }

    private static void decimal(Column column, String text) {
        BigDecimal value = new BigDecimal(text);
        BigInteger unscaled = value.unscaledValue();
        column.decimals().append(ROW, unscaled.shiftRight(64).longValue(), unscaled.longValue(), value.scale());
    }

    /** The text of the row, after a check that it reads back as what wrote it. */
    private String roundTrip() {
        String json = RowJson.of(columns, ROW);
        Map<String, Column> read = new LinkedHashMap<>();
        RowReader.append(RowJson.parse(json), read, ROW);
        assertThat(RowJson.of(List.copyOf(read.values()), ROW)).isEqualTo(json);
        for (Column column : columns) {
            assertThat(read.get(column.name()).kinds()).as(column.name()).isEqualTo(column.kinds());
        }
        return json;
    }

    @Test
    void keepsEveryKind() {
        column("yes").booleans().append(ROW, true);
        column("whole").longs(Kind.BIGINT).append(ROW, Long.MIN_VALUE);
        column("text").bytes(Kind.STRING);
        bytes(columns.get(2), Kind.STRING, ROW, "a\"\\\n\u0001\u00e9\ud83d\ude00".getBytes(StandardCharsets.UTF_8));
        bytes(column("raw"), Kind.BINARY, ROW, new byte[] {0, (byte) 0xff});
        bytes(column("id"), Kind.UUID, ROW, new byte[16]);
        column("date").longs(Kind.DATE).append(ROW, -800_000);
        column("time").longs(Kind.TIME).append(ROW, 86_399_999_999L);
        column("at").longs(Kind.TIMESTAMP).append(ROW, 253_402_300_800_000_001L);
        column("local").longs(Kind.TIMESTAMP_NTZ).append(ROW, -1);

        assertThat(roundTrip()).contains("\"at\":{\"$timestamp\":\"+10000-01-01T00:00:00.000001Z\"}");
    }

    @Test
    void keepsNumbersApart() {
        double[] doubles = {1, 1.5, -0.0, 1e300, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 0.1 + 0.2};
        for (double value : doubles) {
            column("d" + columns.size()).doubles().append(ROW, value);
        }
        for (String text : List.of("10.50", "10.5", "0.00", "3", "12345678901234567890", "-9223372036854775809")) {
            decimal(column("n" + columns.size()), text);
        }
        assertThat(roundTrip()).contains("\"d0\":1.0", "\"n8\":10.50", "\"n9\":{\"$decimal\":\"10.5\"}");
    }

    @Test
    void keepsWhatIsNested() {
        StructVector struct = column("struct").structs();
        struct.append(ROW);
        struct.addField("$date").longs(Kind.BIGINT).append(ROW, 1);
        ListVector list = column("list").lists();
        list.append(ROW);
        list.nextElement();
        int second = list.nextElement();
        StructVector element = list.element().structs();
        element.append(second);
        element.addField("t").longs(Kind.TIMESTAMP).append(second, 1);
        MapVector map = column("map").maps();
        map.append(ROW);
        int entry = map.nextEntry();
        map.key().longs(Kind.BIGINT).append(entry, 7);
        decimal(column("after"), "1.10");
        column("empty").lists().append(ROW);

        assertThat(roundTrip())
                .isEqualTo("{\"struct\":{\"$struct\":{\"$date\":1}},"
                        + "\"list\":[null,{\"t\":{\"$timestamp\":\"1970-01-01T00:00:00.000001Z\"}}],"
                        + "\"map\":{\"$map\":[[7,null]]},\"after\":1.10,\"empty\":[]}");
    }
}
