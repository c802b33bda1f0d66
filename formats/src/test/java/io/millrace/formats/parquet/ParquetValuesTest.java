package io.millrace.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.Decoding;
import io.millrace.formats.contract.Settings;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types, nesting, codecs and encodings as DuckDB writes them, and damage. */
class ParquetValuesTest {
    private static Decoding decode(byte[] file) {
        return new Decoding(new ParquetFormat().open(Options.NONE, DecodeSettings.DEFAULT))
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

    private static void check(String expression, String json) {
        Decoding decoding = decode(ParquetFiles.write("SELECT " + expression + " AS f", ""));
        assertThat(decoding.rejects).isEmpty();
        assertThat(tree(decoding.text())).as(expression).isEqualTo(tree(json));
    }

    @Test
    void scalarsAndLogicalTypes() {
        check("true", "{'f':true}");
        check("-5::TINYINT", "{'f':-5}");
        check("4294967295::UINTEGER", "{'f':4294967295}");
        check("18446744073709551615::UBIGINT", "{'f':18446744073709551615}");
        check("0.5::FLOAT", "{'f':0.5}");
        check("'x'::BLOB", "{'f':{'binary':'eA=='}}");
        check("DATE '1969-12-31'", "{'f':{'date':-1}}");
        check("TIME '00:00:01.5'", "{'f':{'time':1500000}}");
        check("TIMESTAMP '1970-01-01 00:00:01'", "{'f':{'timestamp_ntz':1000000}}");
        check("TIMESTAMPTZ '1970-01-01 00:00:01+00'", "{'f':{'micros':1000000}}");
        check("TIMESTAMP_MS '1970-01-01 00:00:01'", "{'f':{'timestamp_ntz':1000000}}");
        check("TIMESTAMP_NS '1970-01-01 00:00:00.000000001'", "{'f':'1970-01-01T00:00:00.000000001'}");
        check("'00112233-4455-6677-8899-aabbccddeeff'::UUID", "{'f':{'uuid':'ABEiM0RVZneImaq7zN3u/w=='}}");
        check("-1.5::DECIMAL(4,1)", "{'f':-1.5}");
        check("-1.5::DECIMAL(18,1)", "{'f':-1.5}");
        check(
                "-12345678901234567890123456789012345.678::DECIMAL(38,3)",
                "{'f':-12345678901234567890123456789012345.678}");
        check("INTERVAL '2 months 3 days 4 milliseconds'", "{'f':{'months':2,'days':3,'millis':4}}");
        check("NULL::INTEGER", "{}");
    }

    @Test
    void nesting() {
        check("{'a': 1, 'b': {'c': NULL, 'd': [1, NULL, 3]}}", "{'f':{'a':1,'b':{'d':[1,null,3]}}}");
        check("[[1,2],[],NULL,[3]]", "{'f':[[1,2],[],null,[3]]}");
        check("[]::INTEGER[]", "{'f':[]}");
        check("[{'x': 1, 'y': ['p']}, {'x': NULL, 'y': []}]", "{'f':[{'x':1,'y':['p']},{'y':[]}]}");
        check("MAP {'k': [1,2], 'l': NULL}", "{'f':[['k',[1,2]],['l',null]]}");
    }

    @Test
    void rowsOfListsKeepTheirElements() {
        Decoding decoding = decode(ParquetFiles.write(
                "SELECT i, range(i % 4) AS l, CASE WHEN i % 3 = 0 THEN NULL ELSE {'s': 't' || i} END AS o"
                        + " FROM range(5000) r(i)",
                "ROW_GROUP_SIZE 2048"));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            JsonNode row = decoding.rows.get(i);
            assertThat(row.get("i").intValue()).isEqualTo(i);
            assertThat(row.get("l").size()).isEqualTo(i % 4);
            assertThat(row.has("o")).isEqualTo(i % 3 != 0);
            assertThat(row.at("/o/s").asText()).isEqualTo(i % 3 == 0 ? "" : "t" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"})
    void codecsAndBothVersions(String codec) {
        for (String version : new String[] {"V1", "V2"}) {
            Decoding decoding = decode(ParquetFiles.write(
                    "SELECT i, 'text ' || (i * 7919) AS t, i / 3.0 AS d, ('p' || (i % 5)) AS few FROM range(3000) r(i)",
                    "CODEC '" + codec + "', PARQUET_VERSION " + version));
            assertThat(decoding.rejects).isEmpty();
            assertThat(decoding.rows)
                    .extracting(row -> row.get("t").textValue())
                    .isEqualTo(IntStream.range(0, 3000)
                            .mapToObj(i -> "text " + i * 7919)
                            .toList());
            assertThat(decoding.rows.get(7).get("few").textValue()).isEqualTo("p2");
            assertThat(decoding.rows.get(1).get("d").doubleValue()).isEqualTo(1 / 3.0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V2"})
    void moreThanAreTakenAtATime(String version) throws IOException {
        Decoding decoding = decode(ParquetFiles.write(
                "SELECT i, CASE WHEN i % 3 > 0 THEN i * 1000000007 END AS n, (i % 5) / 4 AS d, i % 7 = 0 AS b,"
                        + " CASE WHEN i % 11 > 0 THEN 'größe ' || (i % 13) END AS few, 'é' || i AS many,"
                        + " ('00112233-4455-6677-8899-' || lpad(i::VARCHAR, 12, '0'))::UUID AS u,"
                        + " [x::VARCHAR for x in range(i % 6) if x <> 2] AS l FROM range(20000) r(i)",
                "PARQUET_VERSION " + version));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows).hasSize(20_000);
        for (int i = 0; i < 20_000; i++) {
            JsonNode row = decoding.rows.get(i);
            assertThat(row.get("i").intValue()).isEqualTo(i);
            assertThat(row.has("n") ? row.get("n").longValue() : -1).isEqualTo(i % 3 > 0 ? i * 1_000_000_007L : -1);
            assertThat(row.get("d").doubleValue()).isEqualTo((i % 5) / 4.0);
            assertThat(row.get("b").booleanValue()).isEqualTo(i % 7 == 0);
            assertThat(row.has("few") ? row.get("few").textValue() : "").isEqualTo(i % 11 > 0 ? "größe " + i % 13 : "");
            assertThat(row.get("many").textValue()).isEqualTo("é" + i);
            assertThat(row.at("/u/uuid").binaryValue()).hasSize(16).endsWith(Integer.parseInt("" + i % 100, 16));
            List<String> texts = new ArrayList<>();
            row.get("l").forEach(element -> texts.add(element.textValue()));
            int most = i % 6;
            assertThat(texts)
                    .isEqualTo(IntStream.range(0, most)
                            .filter(x -> x != 2)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void excludedColumnsAreNotRead() {
        byte[] file = ParquetFiles.write(
                "SELECT 1 AS id, 'x' AS pii_a, {'pii': [1, 2], 'b': 3} AS o, [{'pii': 1, 'c': 2}] AS l", "");
        Decoding decoding = new Decoding(
                        new ParquetFormat().open(Options.NONE, Settings.excluding("pii_*", "o.pii", "l.pii")))
                .payload(file)
                .take();
        assertThat(tree(decoding.text())).isEqualTo(tree("{'id':1,'o':{'b':3},'l':[{'c':2}]}"));
    }

    @Test
    void largeFileIsAReject() {
        byte[] file = ParquetFiles.write("SELECT i, random() FROM range(200000) r(i)", "");
        Options one = new Options(Map.of("MAX_FILE_MIB", new OptionValue.Numeral("1")));
        Decoding decoding = new Decoding(new ParquetFormat().open(one, DecodeSettings.DEFAULT))
                .payload(file, at -> at + 100_000)
                .payload(ParquetFiles.write("SELECT 1 AS a", ""))
                .take();
        assertThat(file.length).isGreaterThan(1 << 20);
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.SOURCE_FORMAT);
        assertThat(decoding.text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void cutFileIsOneReject() {
        byte[] file = ParquetFiles.write("SELECT i FROM range(1000) r(i)", "");
        Decoding decoding = decode(Arrays.copyOf(file, file.length - 10));
        assertThat(decoding.rows).isEmpty();
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).reason()).contains("does not end as a Parquet file does");
        assertThat(decoding.rejects.get(0).text()).startsWith("PAR1");
    }

    @Test
    @Timeout(120)
    void damageIsAtMostOneReject() {
        byte[] good = ParquetFiles.write(
                "SELECT i, 'text ' || i AS t, range(i % 4) AS l, {'a': i, 'b': DATE '2020-01-01'} AS o,"
                        + " MAP {'k': i} AS m FROM range(500) r(i)",
                "PARQUET_VERSION V2, CODEC 'snappy'");
        for (int seed = 0; seed < 1500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bad = Bytes.damage(good, random);
            Decoding decoding = decode(bad);
            assertThat(decoding.rejects.size()).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
    }
}
