package io.millrace.lake.stats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.lake.stats.ColumnFacts.Top;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class TableSketcherTest {
    private static final Types.StructType INNER =
            Types.StructType.of(NestedField.optional(5, "day", Types.DateType.get()));
    private static final Schema SCHEMA = new Schema(
            NestedField.optional(1, "id", Types.LongType.get()),
            NestedField.optional(2, "word", Types.StringType.get()),
            NestedField.optional(3, "price", Types.DecimalType.of(9, 2)),
            NestedField.optional(4, "inner", INNER),
            NestedField.optional(6, "tags", Types.ListType.ofOptional(7, Types.StringType.get())),
            NestedField.optional(8, "flag", Types.BooleanType.get()),
            NestedField.optional(9, "_event_time", Types.TimestampType.withZone()),
            NestedField.optional(10, "_commit_time", Types.TimestampType.withZone()),
            NestedField.optional(11, "_topic", Types.StringType.get()));
    private static final int ROWS = 100_000;

    private final Random random = new Random(11);

    /** Rows from {@code from} on: every second one without an id, words of which the k-th makes 1/2^k. */
    private List<SketchBlob> sketch(int from, int to, long commitMicros) {
        TableSketcher sketcher = new TableSketcher();
        for (int start = from; start < to; start += 10_000) {
            sketcher.add(batch(start, Math.min(to, start + 10_000), commitMicros), SCHEMA);
        }
        return sketcher.finish();
    }

    private Batch batch(int from, int to, long commitMicros) {
        Column id = new Column("id");
        Column word = new Column("word");
        Column price = new Column("price");
        Column inner = new Column("inner");
        Column day = inner.structs().addField("day");
        Column tags = new Column("tags");
        Column flag = new Column("flag");
        Column event = new Column("_event_time");
        Column commit = new Column("_commit_time");
        Column topic = new Column("_topic");
        for (int row = 0; row < to - from; row++) {
            int n = from + row;
            if (n % 2 == 0) {
                id.longs(Kind.BIGINT).append(row, n);
            }
            byte[] text = ("word" + Integer.numberOfTrailingZeros(random.nextInt() | 1 << 20)).getBytes(UTF_8);
            word.bytes(Kind.STRING).append(row, text, 0, text.length);
            price.decimals().append(row, 0, n % 500, 2);
            inner.structs().append(row);
            day.longs(Kind.DATE).append(row, n % 30);
            tags.lists().append(row);
            for (int i = 0; i < 2; i++) {
                tags.lists().element().bytes(Kind.STRING).append(tags.lists().nextElement(), text, 0, text.length);
            }
            flag.booleans().append(row, n % 4 == 0);
            event.longs(Kind.TIMESTAMP).append(row, n * 1_000_000L);
            commit.longs(Kind.TIMESTAMP).append(row, commitMicros);
            topic.bytes(Kind.STRING).append(row, text, 0, text.length);
        }
        return new Batch(to - from, List.of(id, word, price, inner, tags, flag, event, commit, topic));
    }

    private static ColumnFacts facts(TableSummary summary, int id) {
        return FactsReader.read(summary.find(id).orElseThrow(), SCHEMA.findType(id));
    }

    private static void check(TableSummary summary) {
        assertThat(summary.rows()).isEqualTo(ROWS);
        ColumnFacts id = facts(summary, 1);
        assertThat(summary.find(1).orElseThrow().values()).isEqualTo(ROWS / 2);
        assertThat((double) id.distinct()).isCloseTo(ROWS / 2.0, within(ROWS / 2 * 0.05));
        assertThat(Long.parseLong(id.quantiles().get(0.5))).isCloseTo(ROWS / 2L, within((long) (ROWS * 0.05)));
        assertThat(Long.parseLong(id.quantiles().get(0.95)))
                .isCloseTo((long) (ROWS * 0.95), within((long) (ROWS * 0.05)));
        ColumnFacts word = facts(summary, 2);
        assertThat(word.top().get(0).value()).isEqualTo("word0");
        assertThat((double) word.top().get(0).count()).isCloseTo(ROWS / 2.0, within(ROWS * 0.05));
        assertThat(word.top().get(1).value()).isEqualTo("word1");
        assertThat(word.distinct()).isBetween(10L, 21L);
        assertThat(facts(summary, 3).distinct()).isEqualTo(500);
        assertThat(Double.parseDouble(facts(summary, 3).quantiles().get(0.5))).isCloseTo(2.5, within(0.3));
        assertThat(facts(summary, 5).distinct()).isEqualTo(30);
        assertThat(facts(summary, 5).quantiles()).containsEntry(1.0, "1970-01-30");
        assertThat(summary.find(7).orElseThrow().values()).isEqualTo(2 * ROWS);
        assertThat(facts(summary, 8).top()).containsExactly(new Top("false", 75_000), new Top("true", 25_000));
        assertThat(facts(summary, 8).distinct()).isEqualTo(2);
        assertThat(summary.find(10)).isEmpty();
        assertThat(summary.find(11)).isEmpty();
        assertThat(summary.events().counts().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(ROWS);
        assertThat(summary.events().counts()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void tellsOfOneTask() {
        TableSummary summary = new TableSummary();
        summary.add(sketch(0, ROWS, 5));
        check(summary);
        assertThat(facts(summary, 1).firstMicros()).isEqualTo(5);
    }

    @Test
    void tellsTheSameOfManyTasksOfManyCommits() {
        TableSummary summary = new TableSummary();
        int at = 0;
        for (int task = 0; at < ROWS; task++) {
            int end = Math.min(ROWS, at + 1 + random.nextInt(30_000));
            summary.add(sketch(at, end, 100 + task));
            at = end;
        }
        check(summary);
        assertThat(facts(summary, 1).firstMicros()).isEqualTo(100);
        assertThat(facts(summary, 1).lastMicros()).isGreaterThan(102);

        TableSummary again = new TableSummary();
        again.add(new ArrayList<>(summary.blobs()));
        check(again);
    }
}
