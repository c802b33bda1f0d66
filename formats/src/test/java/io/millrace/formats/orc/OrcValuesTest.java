package io.millrace.formats.orc;

import static io.millrace.formats.orc.OrcFiles.column;
import static io.millrace.formats.orc.OrcFiles.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.formats.orc.OrcFiles.Tagged;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.option.Options;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TimeZone;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Types, nesting, encodings and codecs as Apache ORC writes them. */
class OrcValuesTest {
    private static Decoding decode(byte[] file) {
        return new Decoding(new OrcFormat().open(Options.NONE, DecodeSettings.DEFAULT))
                .payload(file)
                .take();
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(byte[] file, String json) {
        Decoding decoding = decode(file);
        assertThat(decoding.rejects).isEmpty();
        assertThat(tree("[" + decoding.text().replace("\n", ",") + "]")).isEqualTo(tree("[" + json + "]"));
    }

    @Test
    void scalars() {
        check(column("boolean", true, null, false), "{'f':true},{},{'f':false}");
        check(column("tinyint", -5, 127), "{'f':-5},{'f':127}");
        check(column("smallint", -32768), "{'f':-32768}");
        check(column("int", Integer.MIN_VALUE), "{'f':-2147483648}");
        check(column("bigint", Long.MIN_VALUE, Long.MAX_VALUE), "{'f':-9223372036854775808},{'f':9223372036854775807}");
        check(column("float", 0.5, -1.25), "{'f':0.5},{'f':-1.25}");
        check(column("double", 0.1, 1e300), "{'f':0.1},{'f':1e300}");
        check(column("string", "x", "", null, "Grüße"), "{'f':'x'},{'f':''},{},{'f':'Grüße'}");
        check(column("varchar(3)", "abcd", "ab "), "{'f':'abc'},{'f':'ab '}");
        check(column("char(5)", "ab", "abcde"), "{'f':'ab'},{'f':'abcde'}");
        check(column("binary", new byte[] {'x'}, new byte[0]), "{'f':{'binary':'eA=='}},{'f':{'binary':''}}");
        check(column("string", new byte[] {(byte) 0xFF}), "{'f':{'binary':'/w=='}}");
        check(
                column("date", LocalDate.of(1969, 12, 31), LocalDate.of(2024, 2, 29)),
                "{'f':{'date':-1}},{'f':{'date':19782}}");
        check(column("int", (Object) null), "{}");
    }

    @Test
    void decimals() {
        check(column("decimal(4,1)", new BigDecimal("-1.5"), new BigDecimal("999.9")), "{'f':-1.5},{'f':999.9}");
        check(column("decimal(18,3)", new BigDecimal("2")), "{'f':2.000}");
        check(
                column(
                        "decimal(38,3)",
                        new BigDecimal("-12345678901234567890123456789012345.678"),
                        new BigDecimal("99999999999999999999999999999999999.999"),
                        new BigDecimal("-5"),
                        new BigDecimal("18446744073709551616"),
                        BigDecimal.ZERO),
                "{'f':-12345678901234567890123456789012345.678},{'f':99999999999999999999999999999999999.999},"
                        + "{'f':-5.000},{'f':18446744073709551616.000},{'f':0.000}");
    }

    @Test
    void timestampsWithAndWithoutZone() {
        check(
                column(
                        "timestamp",
                        LocalDateTime.of(1970, 1, 1, 0, 0, 1),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 58, 500_000_000),
                        LocalDateTime.of(2024, 3, 1, 12, 0, 0, 123_456_000),
                        LocalDateTime.of(2024, 3, 1, 12, 0, 0, 1)),
                "{'f':{'timestamp_ntz':1000000}},{'f':{'timestamp_ntz':-1500000}},"
                        + "{'f':{'timestamp_ntz':1709294400123456}},{'f':'2024-03-01T12:00:00.000000001'}");
        check(
                column(
                        "timestamp with local time zone",
                        Instant.parse("1970-01-01T00:00:01Z"),
                        Instant.parse("2024-03-01T12:00:00.000000001Z")),
                "{'f':{'micros':1000000}},{'f':'2024-03-01T12:00:00.000000001Z'}");
    }

    @Test
    void timestampsShowTheClockOfTheirWriter() {
        LocalDateTime winter = LocalDateTime.of(2024, 1, 15, 10, 0, 0);
        LocalDateTime summer = LocalDateTime.of(2024, 7, 15, 10, 0, 0, 7_000);
        TimeZone before = TimeZone.getDefault();
        byte[] file;
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            List<Instant> local = List.of(
                    winter.atZone(TimeZone.getDefault().toZoneId()).toInstant(),
                    summer.atZone(TimeZone.getDefault().toZoneId()).toInstant());
            file = OrcFiles.write(
                    "struct<f:timestamp>", options -> options.useUTCTimestamp(false), rows(local.toArray()));
        } finally {
            TimeZone.setDefault(before);
        }
        check(file, "{'f':{'timestamp_ntz':1705312800000000}},{'f':{'timestamp_ntz':1721037600000007}}");
    }

    @Test
    void daysOfTheJulianCalendarAreThoseOfTheGregorian() {
        // The writer is given a day of the Julian calendar: 1499-12-23 there is 1500-01-01 here.
        long day = LocalDate.of(1500, 1, 1).toEpochDay();
        String written = "{'f':{'date':" + LocalDate.of(1499, 12, 23).toEpochDay() + "}}";
        check(
                OrcFiles.write("struct<f:date>", options -> options.setProlepticGregorian(true), List.of(List.of(day))),
                written);
        check(
                OrcFiles.write(
                        "struct<f:date>", options -> options.setProlepticGregorian(false), List.of(List.of(day))),
                written);
    }

    @Test
    void nesting() {
        check(
                column(
                        "struct<a:int,b:struct<c:string,d:array<int>>>",
                        List.of(1, Arrays.asList(null, Arrays.asList(1, null, 3))),
                        null),
                "{'f':{'a':1,'b':{'d':[1,null,3]}}},{}");
        check(
                column("array<array<int>>", Arrays.asList(List.of(1, 2), List.of(), null, List.of(3)), List.of()),
                "{'f':[[1,2],[],null,[3]]},{'f':[]}");
        check(
                column(
                        "array<struct<x:int,y:array<string>>>",
                        List.of(List.of(1, List.of("p")), Arrays.asList(null, List.of()))),
                "{'f':[{'x':1,'y':['p']},{'y':[]}]}");
        check(column("map<string,array<int>>", Map.of("k", List.of(1, 2))), "{'f':[['k',[1,2]]]}");
        check(column("map<int,string>", Map.of(7, "x"), Map.of()), "{'f':[[7,'x']]},{'f':[]}");
    }

    @Test
    void valuesOfUnionsGoToOneField() {
        check(
                column(
                        "uniontype<int,string,struct<a:int>,struct<a:string,b:int>>",
                        new Tagged(0, 1),
                        new Tagged(1, "x"),
                        null,
                        new Tagged(2, List.of(5)),
                        new Tagged(3, List.of("y", 6)),
                        new Tagged(0, null)),
                "{'f':1},{'f':'x'},{},{'f':{'a':5}},{'f':{'a':'y','b':6}},{}");
    }

    @Test
    void whatIsNoStructIsTheFieldValue() {
        check(OrcFiles.write("bigint", options -> options, rows(1, null, 3)), "{'value':1},{},{'value':3}");
    }

    @Test
    void excludedColumnsAreNotRead() {
        byte[] file = OrcFiles.write(
                "struct<id:int,pii_a:string,o:struct<pii:array<int>,b:int>,l:array<struct<pii:int,c:int>>>",
                options -> options,
                List.of(List.of(1, "x", List.of(List.of(1, 2), 3), List.of(List.of(1, 2)))));
        Decoding decoding = new Decoding(
                        new OrcFormat().open(Options.NONE, Settings.excluding("pii_*", "o.pii", "l.pii")))
                .payload(file)
                .take();
        assertThat(tree(decoding.text())).isEqualTo(tree("{'id':1,'o':{'b':3},'l':[{'c':2}]}"));
    }

    @ParameterizedTest
    @EnumSource(CompressionKind.class)
    void everyCodecAndSeveralStripes(CompressionKind codec) {
        int count = 20_000;
        List<List<Object>> rows = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    random.nextInt(),
                    "text " + i * 7919,
                    "p" + i % 5,
                    i / 3.0,
                    i % 7 == 0 ? null : (long) i,
                    i % 4 == 0));
        }
        byte[] file = OrcFiles.write(
                "struct<r:int,t:string,few:string,d:double,n:bigint,b:boolean>",
                options -> options.compress(codec)
                        .stripeSize(100_000)
                        .bufferSize(4096)
                        .rowIndexStride(1000),
                rows);
        Decoding decoding = decode(file);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).hasSize(count);
        for (int i = 0; i < count; i++) {
            JsonNode row = decoding.rows.get(i);
            assertThat(row.get("r").intValue()).isEqualTo(rows.get(i).get(0));
            assertThat(row.get("t").textValue()).isEqualTo(rows.get(i).get(1));
            assertThat(row.get("few").textValue()).isEqualTo(rows.get(i).get(2));
            assertThat(row.get("d").doubleValue()).isEqualTo(rows.get(i).get(3));
            assertThat(row.has("n")).isEqualTo(i % 7 != 0);
            assertThat(row.get("b").booleanValue()).isEqualTo(i % 4 == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OrcFile.Version.class,
            names = {"V_0_11", "V_0_12"})
    void numbersOfEveryEncoding(OrcFile.Version version) {
        List<Long> numbers = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 600; i++) {
            numbers.add(7L);
        }
        for (int i = 0; i < 600; i++) {
            numbers.add(1000L - i * 3L);
        }
        for (int width = 1; width <= 64; width++) {
            for (int i = 0; i < 50; i++) {
                numbers.add(random.nextLong() >> 64 - width);
            }
        }
        for (int i = 0; i < 1000; i++) {
            numbers.add(random.nextInt(100) == 0 ? random.nextLong() >> 20 : random.nextInt(50));
        }
        Decoding decoding = decode(
                OrcFiles.write("struct<f:bigint>", options -> options.version(version), rows(numbers.toArray())));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).extracting(row -> row.get("f").longValue()).isEqualTo(numbers);
    }

    @Test
    void rowsOfListsKeepTheirElements() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            rows.add(Arrays.asList(
                    i, i % 3 == 0 ? null : List.of("t" + i), List.of(1, 2, 3).subList(0, i % 4)));
        }
        Decoding decoding = decode(OrcFiles.write(
                "struct<i:int,o:struct<s:string>,l:array<int>>", options -> options.stripeSize(20_000), rows));
        assertThat(decoding.rejects).isEmpty();
        for (int i = 0; i < 5000; i++) {
            JsonNode row = decoding.rows.get(i);
            assertThat(row.get("i").intValue()).isEqualTo(i);
            assertThat(row.get("l").size()).isEqualTo(i % 4);
            assertThat(row.at("/o/s").asText()).isEqualTo(i % 3 == 0 ? "" : "t" + i);
        }
    }
}
