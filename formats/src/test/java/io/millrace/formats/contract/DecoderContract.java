package io.millrace.formats.contract;

import static io.millrace.formats.contract.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every decoder does, whatever the format: the same records give the same columns, kinds and values, however the
 * payload is cut. A subclass writes records in its format and says what the format cannot express.
 */
public abstract class DecoderContract {
    /** What a format can express; tests of the rest are left out. */
    public enum Capability {
        /** Fields with names of their own; without it a record is one column. */
        FIELDS,
        /** Numbers and truth values are told from text. */
        KINDS,
        /** Objects and lists. */
        NESTING,
        /** A field may hold values of different kinds in different records. */
        MIXED_KINDS,
        /** Line breaks, quotes and other signs in texts. */
        ANY_TEXT,
        /** An empty text is told from no value. */
        EMPTY_TEXT,
        /** Fields of one record whose names differ only in case. */
        CASE,
        /** One record can be damaged so that it alone is rejected: see {@link #writeBroken}. */
        BROKEN_RECORD,
        /** A record can be larger than the limit so that it alone is rejected. */
        RECORD_LIMIT,
        /** Text can hold bytes that are no UTF-8, and the record is then rejected. */
        BYTES_AS_TEXT,
        /** Nothing is allocated per record. */
        NO_ALLOCATION
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DAMAGED = 400;

    protected abstract Set<Capability> capabilities();

    protected abstract Decoder open(DecodeSettings settings);

    /** A payload that holds these records. Values are null, Long, Double, Boolean, String, List and Map. */
    protected abstract byte[] write(List<Map<String, Object>> records);

    /** A payload that holds these records and between them one that cannot be decoded. */
    protected byte[] writeBroken(List<Map<String, Object>> before, List<Map<String, Object>> after) {
        throw new UnsupportedOperationException("no capability BROKEN_RECORD");
    }

    /** What a record is to be decoded as, without nulls. */
    protected JsonNode expected(Map<String, Object> record) {
        ObjectNode node = JSON.valueToTree(record);
        node.properties().removeIf(field -> field.getValue().isNull());
        return node;
    }

    /** Bytes allocated per record at most, with capability NO_ALLOCATION. */
    protected double allocatedPerRecord() {
        return 1;
    }

    private void require(Capability... wanted) {
        for (Capability capability : wanted) {
            assumeTrue(capabilities().contains(capability), () -> "the format lacks " + capability);
        }
    }

    private List<Map<String, Object>> records() {
        return Records.flat(capabilities());
    }

    private List<JsonNode> expected(List<Map<String, Object>> records) {
        return records.stream().map(this::expected).toList();
    }

    private Decoding decode(DecodeSettings settings, byte[]... payloads) {
        Decoding decoding = new Decoding(open(settings));
        for (byte[] payload : payloads) {
            decoding.payload(payload);
        }
        return decoding.take();
    }

    @Test
    void recordsHaveTheirColumnsAndValues() {
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(records()));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).isEqualTo(expected(records()));
    }

    @Test
    void columnsHaveTheKindsOfTheirValues() {
        require(Capability.FIELDS, Capability.KINDS);
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(records()));
        assertThat(decoding.lastColumns).containsExactly("id", "name", "price", "ok");
        assertThat(decoding.kinds("id")).containsExactly(Kind.BIGINT);
        assertThat(decoding.kinds("name")).containsExactly(Kind.STRING);
        assertThat(decoding.kinds("price")).containsExactly(Kind.DOUBLE);
        assertThat(decoding.kinds("ok")).containsExactly(Kind.BOOLEAN);
    }

    @Test
    void nestedRecordsHaveTheirColumnsAndValues() {
        require(Capability.NESTING);
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(Records.nested()));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).isEqualTo(expected(Records.nested()));
    }

    @Test
    void fieldMayHoldSeveralKinds() {
        require(Capability.FIELDS, Capability.MIXED_KINDS, Capability.KINDS);
        List<Map<String, Object>> mixed =
                List.of(record("a", 1L), record("a", "x"), record("a", 2.5), record("a", true));
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(mixed));
        assertThat(decoding.rows).isEqualTo(expected(mixed));
        assertThat(decoding.kinds("a")).containsExactly(Kind.BOOLEAN, Kind.BIGINT, Kind.DOUBLE, Kind.STRING);
    }

    @Test
    void payloadsFollowEachOther() {
        byte[] payload = write(records());
        Decoding decoding = decode(
                DecodeSettings.DEFAULT,
                payload,
                payload,
                write(List.of(records().get(0))));
        List<Map<String, Object>> all = new ArrayList<>(records());
        all.addAll(records());
        all.add(records().get(0));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).isEqualTo(expected(all));
    }

    @Test
    void emptyPayloadHoldsNothing() {
        Decoding decoding = decode(DecodeSettings.DEFAULT, new byte[0], write(records()), new byte[0]);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).isEqualTo(expected(records()));
    }

    @Test
    void cutsDoNotMatter() {
        byte[] payload = write(records());
        Decoding whole = decode(DecodeSettings.DEFAULT, payload);
        for (int cut = 1; cut <= payload.length; cut++) {
            int end = cut;
            assertSame(
                    new Decoding(open(DecodeSettings.DEFAULT)).payload(payload, at -> at < end ? end : 1 << 30), whole);
        }
        assertSame(new Decoding(open(DecodeSettings.DEFAULT)).payload(payload, at -> at + 1), whole);
        assertSame(new Decoding(open(DecodeSettings.DEFAULT)).payloadEndingLate(payload), whole);
    }

    private static void assertSame(Decoding decoding, Decoding expected) {
        decoding.take();
        assertThat(decoding.rows).isEqualTo(expected.rows);
        assertThat(decoding.rejects).isEqualTo(expected.rejects);
        assertThat(decoding.lastColumns).isEqualTo(expected.lastColumns);
    }

    @Test
    void batchHoldsSoManyRowsAndNoMore() {
        List<Map<String, Object>> many =
                Collections.nCopies(5, records()).stream().flatMap(List::stream).toList();
        Decoding decoding = decode(Settings.batchRows(3), write(many));
        assertThat(decoding.rows).isEqualTo(expected(many));
        assertThat(decoding.batches).allMatch(rows -> rows <= 3).hasSizeGreaterThanOrEqualTo(many.size() / 3);
        assertThat(decode(Settings.batchRows(1), write(many)).rows).isEqualTo(decoding.rows);
    }

    @Test
    void batchOfFewBytesStillTakesARecord() {
        Decoding decoding = decode(Settings.batchBytes(1), write(records()));
        assertThat(decoding.rows).isEqualTo(expected(records()));
        assertThat(decoding.batches).hasSizeGreaterThan(1);
    }

    @Test
    protected void excludedColumnsAreNotThere() {
        require(Capability.FIELDS);
        List<Map<String, Object>> records =
                List.of(record("id", 1L, "pii_a", "x", "b", true), record("id", 2L, "PII_A", "y", "b", false));
        Decoding decoding = new Decoding(open(Settings.excluding("pii_*")));
        records.forEach(each -> decoding.payload(write(List.of(each))));
        decoding.take();
        assertThat(decoding.lastColumns).containsExactly("id", "b");
        assertThat(decoding.rows)
                .isEqualTo(expected(List.of(record("id", 1L, "b", true), record("id", 2L, "b", false))));
    }

    @Test
    void fieldsBeyondTheLimitGoIntoOneColumn() throws Exception {
        require(Capability.FIELDS, Capability.KINDS);
        Decoding decoding = decode(
                Settings.maxColumns(2),
                write(List.of(
                        record("a", 1L, "b", "x", "c", 3L, "d", "q\"", "e", 2.5, "f", true),
                        record("a", 2L, "c", 4L))));
        assertThat(decoding.lastColumns).containsExactly("a", "b", DecodeSettings.OVERFLOW_COLUMN);
        assertThat(decoding.rows.get(0).get("a").longValue()).isEqualTo(1);
        JsonNode other = decoding.rows.get(0).get(DecodeSettings.OVERFLOW_COLUMN);
        assertThat(JSON.readTree(other.textValue()))
                .isEqualTo(JSON.readTree("{\"c\":3,\"d\":\"q\\\"\",\"e\":2.5,\"f\":true}"));
        other = decoding.rows.get(1).get(DecodeSettings.OVERFLOW_COLUMN);
        assertThat(JSON.readTree(other.textValue())).isEqualTo(JSON.readTree("{\"c\":4}"));
        assertThat(decoding.decoder.overflowedFields()).isEqualTo(5);
    }

    @Test
    void reservedNamesGetAnUnderscore() {
        require(Capability.FIELDS);
        Decoding decoding = decode(Settings.reserving("_offset"), write(List.of(record("a", 1L, "_offset", 2L))));
        assertThat(decoding.lastColumns).containsExactly("a", "_offset_");
    }

    @Test
    void namesThatDifferInCaseAreTwoColumnsInOneRecord() {
        require(Capability.CASE);
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(List.of(record("id", 1L, "ID", 2L))));
        assertThat(decoding.lastColumns).containsExactly("id", "id_");
        assertThat(decoding.rows).isEqualTo(expected(List.of(record("id", 1L, "id_", 2L))));
    }

    @Test
    void absentFieldsMakeNoColumn() {
        require(Capability.FIELDS);
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(List.of(record("a", 1L, "b", null))));
        assertThat(decoding.lastColumns).containsExactly("a");
    }

    @Test
    void columnsOutliveTheBatch() {
        Decoding decoding = decode(DecodeSettings.DEFAULT, write(records()));
        List<String> columns = decoding.lastColumns;
        decoding.take();
        assertThat(decoding.lastColumns).isEqualTo(columns);
        assertThat(decoding.lastKinds).allMatch(List::isEmpty);
    }

    @Test
    void brokenRecordIsRejectedAloneAndLeavesNoTrace() {
        require(Capability.BROKEN_RECORD);
        byte[] payload = writeBroken(records(), records());
        Decoding whole = decode(DecodeSettings.DEFAULT, payload);
        List<Map<String, Object>> all = new ArrayList<>(records());
        all.addAll(records());
        assertThat(whole.rows).isEqualTo(expected(all));
        assertThat(whole.rejects).hasSize(1);
        assertThat(whole.rejects.get(0).reason()).isNotBlank();
        assertThat(whole.rejects.get(0).text()).isNotEmpty();
        assertThat(whole.lastColumns).isEqualTo(decode(DecodeSettings.DEFAULT, write(records())).lastColumns);
        for (int cut = 1; cut <= payload.length; cut++) {
            int end = cut;
            assertSame(
                    new Decoding(open(DecodeSettings.DEFAULT)).payload(payload, at -> at < end ? end : 1 << 30), whole);
        }
    }

    @Test
    void largeRecordIsCutAndItsNeighboursLand() {
        require(Capability.RECORD_LIMIT);
        Map<String, Object> first = records().get(0);
        Map<String, Object> large = record("id", 1L, "name", "x".repeat(5000), "price", 1.5, "ok", true);
        byte[] payload = write(List.of(first, large, first));
        for (int chunk : new int[] {1, 7, 300, 1 << 20}) {
            Decoding decoding = new Decoding(open(Settings.recordBytes(500)))
                    .payload(payload, at -> at + chunk)
                    .take();
            assertThat(decoding.rows).isEqualTo(expected(List.of(first, first)));
            assertThat(decoding.rejects).hasSize(1);
            assertThat(decoding.rejects.get(0).code()).isEqualTo(ErrorCode.RECORD_TOO_LARGE);
            assertThat(decoding.rejects.get(0).text()).hasSizeLessThanOrEqualTo(500);
        }
    }

    @Test
    void textThatIsNoUtf8IsRejected() {
        require(Capability.BYTES_AS_TEXT);
        Map<String, Object> first = records().get(0);
        byte[] payload = write(List.of(first, record("id", 2L, "name", "~MARK~", "price", 1.5, "ok", true), first));
        int mark = Bytes.indexOf(payload, "~MARK~");
        payload[mark + 3] = (byte) 0xC3;
        Decoding decoding = decode(DecodeSettings.DEFAULT, payload);
        assertThat(decoding.rows).isEqualTo(expected(List.of(first, first)));
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.INVALID_UTF8);
        assertThat(decoding.rejects.get(0).text()).contains("~MA");
    }

    @Test
    void damageIsNeverAnExceptionAndCutsDoNotMatterThen() {
        byte[] good = write(records());
        for (int seed = 0; seed < DAMAGED; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] payload = Bytes.damage(good, random);
            DecodeSettings settings = random.nextBoolean() ? Settings.batchRows(2) : Settings.recordBytes(60);
            Decoding whole = decode(settings, payload);
            Decoding cut = new Decoding(open(settings)).payload(payload, at -> at + 1 + random.nextInt(30));
            try {
                assertSame(cut, whole);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + Arrays.toString(payload), e);
            }
        }
    }

    @Test
    void damagedPayloadDoesNotDisturbTheNext() {
        byte[] good = write(records());
        for (int seed = 0; seed < DAMAGED; seed++) {
            Decoding decoding = new Decoding(open(DecodeSettings.DEFAULT));
            decoding.payload(Bytes.damage(good, new SplittableRandom(seed))).take();
            decoding.rows.clear();
            decoding.rejects.clear();
            decoding.payload(good).take();
            assertThat(decoding.rejects).as("seed %d", seed).isEmpty();
            assertThat(decoding.rows).as("seed %d", seed).hasSize(records().size());
        }
    }

    @Test
    void nothingIsAllocatedPerRecord() {
        require(Capability.NO_ALLOCATION);
        List<Map<String, Object>> many = Records.many(10_000);
        byte[] payload = write(many);
        Decoder decoder = open(DecodeSettings.DEFAULT);
        for (int i = 0; i < 3; i++) {
            decodeAll(decoder, payload);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int rows = decodeAll(decoder, payload);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(rows).isEqualTo(many.size());
        assertThat((double) allocated).isLessThan(many.size() * allocatedPerRecord() + 20_000);
    }

    private static int decodeAll(Decoder decoder, byte[] payload) {
        int rows = 0;
        int at = 0;
        while (at < payload.length) {
            at += decoder.decode(payload, at, payload.length, true, (code, reason, bytes, from, to) -> {
                throw new AssertionError(reason);
            });
            rows += decoder.rows();
            decoder.reset();
        }
        return rows;
    }

    /** Several payloads in one, as a file of them would be. */
    protected static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
