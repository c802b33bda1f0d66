package io.millrace.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Decoding;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type, logical ones included, and files of different schemas. */
class AvroValuesTest {
    private static Decoding decode(byte[]... payloads) {
        Decoding decoding = new Decoding(new AvroDecoder(DecodeSettings.DEFAULT));
        for (byte[] payload : payloads) {
            decoding.payload(payload);
        }
        return decoding.take();
    }

    /** One record with one field of this type. */
    private static Decoding one(String type, Object value) {
        Schema schema = AvroFiles.parse("{'type':'record','name':'r','fields':[{'name':'f','type':" + type + "}]}");
        return decode(AvroFiles.write(schema, "null", 1 << 16, List.of(AvroFiles.record(schema, value))));
    }

    private static void check(String type, Object value, Kind kind, String json) {
        Decoding decoding = one(type, value);
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.kinds("f")).containsExactly(kind);
        assertThat(decoding.text()).isEqualTo(json.replace('\'', '"'));
    }

    private static ByteBuffer unscaled(String number) {
        return ByteBuffer.wrap(new BigInteger(number).toByteArray());
    }

    @Test
    void plainTypes() {
        check("'boolean'", true, Kind.BOOLEAN, "{'f':true}");
        check("'int'", Integer.MIN_VALUE, Kind.BIGINT, "{'f':-2147483648}");
        check("'long'", Long.MAX_VALUE, Kind.BIGINT, "{'f':9223372036854775807}");
        check("'float'", 0.5f, Kind.DOUBLE, "{'f':0.5}");
        check("'double'", -0.1, Kind.DOUBLE, "{'f':-0.1}");
        check("'string'", "ß\n", Kind.STRING, "{'f':'ß\\n'}");
        check("'bytes'", ByteBuffer.wrap(new byte[] {1, 2}), Kind.BINARY, "{'f':{'binary':'AQI='}}");
        Schema color = AvroFiles.parse("{'type':'enum','name':'c','symbols':['RED','BLUE']}");
        check(color.toString(), new GenericData.EnumSymbol(color, "BLUE"), Kind.STRING, "{'f':'BLUE'}");
        check("{'type':'map','values':'int'}", Map.of("k", 7), Kind.MAP, "{'f':[['k',7]]}");
        check("{'type':'array','items':['null','int']}", Arrays.asList(1, null, 2), Kind.LIST, "{'f':[1,null,2]}");
        assertThat(one("'null'", null).text()).isEqualTo("{}");
    }

    @Test
    void logicalTypes() {
        check("{'type':'int','logicalType':'date'}", 20_000, Kind.DATE, "{'f':{'date':20000}}");
        check("{'type':'int','logicalType':'time-millis'}", 5, Kind.TIME, "{'f':{'time':5000}}");
        check("{'type':'long','logicalType':'time-micros'}", 5L, Kind.TIME, "{'f':{'time':5}}");
        check("{'type':'long','logicalType':'timestamp-millis'}", -5L, Kind.TIMESTAMP, "{'f':{'micros':-5000}}");
        check("{'type':'long','logicalType':'timestamp-micros'}", 5L, Kind.TIMESTAMP, "{'f':{'micros':5}}");
        check("{'type':'long','logicalType':'timestamp-nanos'}", 5000L, Kind.TIMESTAMP, "{'f':{'micros':5}}");
        check(
                "{'type':'long','logicalType':'local-timestamp-millis'}",
                5L,
                Kind.TIMESTAMP_NTZ,
                "{'f':{'timestamp_ntz':5000}}");
        check(
                "{'type':'long','logicalType':'local-timestamp-micros'}",
                5L,
                Kind.TIMESTAMP_NTZ,
                "{'f':{'timestamp_ntz':5}}");
        check("{'type':'long','logicalType':'unheard-of'}", 5L, Kind.BIGINT, "{'f':5}");
        check(
                "{'type':'string','logicalType':'uuid'}",
                "00112233-4455-6677-8899-aabbccddeeff",
                Kind.UUID,
                "{'f':{'uuid':'ABEiM0RVZneImaq7zN3u/w=='}}");
        check("{'type':'string','logicalType':'uuid'}", "none", Kind.STRING, "{'f':'none'}");
    }

    @Test
    void whatTheKindCannotHoldIsKeptAsAnother() {
        check(
                "{'type':'long','logicalType':'timestamp-nanos'}",
                1_000_000_001L,
                Kind.STRING,
                "{'f':'1970-01-01T00:00:01.000000001Z'}");
        check(
                "{'type':'long','logicalType':'local-timestamp-nanos'}",
                -1L,
                Kind.STRING,
                "{'f':'1969-12-31T23:59:59.999999999'}");
        check("{'type':'long','logicalType':'time-micros'}", -1L, Kind.BIGINT, "{'f':-1}");
        check(
                "{'type':'long','logicalType':'timestamp-millis'}",
                Long.MIN_VALUE,
                Kind.BIGINT,
                "{'f':-9223372036854775808}");
    }

    @Test
    void decimals() {
        String type = "{'type':'bytes','logicalType':'decimal','precision':50,'scale':2}";
        check(type, unscaled("-12345"), Kind.DECIMAL, "{'f':-123.45}");
        String largest = "9".repeat(38);
        check(type, unscaled("-" + largest), Kind.DECIMAL, "{'f':-" + largest.substring(0, 36) + ".99}");
        check(type, unscaled("1" + "0".repeat(38)), Kind.STRING, "{'f':'1" + "0".repeat(36) + ".00'}");
        Schema fixed =
                AvroFiles.parse("{'type':'fixed','name':'d','size':3,'logicalType':'decimal','precision':5,'scale':1}");
        check(fixed.toString(), new GenericData.Fixed(fixed, new byte[] {-1, -1, -2}), Kind.DECIMAL, "{'f':-0.2}");
        ByteBuffer big = new org.apache.avro.Conversions.BigDecimalConversion()
                .toBytes(new BigDecimal("12.5"), AvroFiles.parse("'bytes'"), null);
        check("{'type':'bytes','logicalType':'big-decimal'}", big, Kind.DECIMAL, "{'f':12.5}");
    }

    @Test
    void fixedWithAndWithoutMeaning() {
        Schema plain = AvroFiles.parse("{'type':'fixed','name':'x','size':2}");
        check(
                plain.toString(),
                new GenericData.Fixed(plain, new byte[] {1, 2}),
                Kind.BINARY,
                "{'f':{'binary':'AQI='}}");
        Schema span = AvroFiles.parse("{'type':'fixed','name':'x','size':12,'logicalType':'duration'}");
        byte[] parts = {1, 0, 0, 0, 2, 0, 0, 0, -1, -1, -1, -1};
        check(
                span.toString(),
                new GenericData.Fixed(span, parts),
                Kind.STRUCT,
                "{'f':{'months':1,'days':2,'millis':4294967295}}");
        Schema uuid = AvroFiles.parse("{'type':'fixed','name':'x','size':16,'logicalType':'uuid'}");
        check(
                uuid.toString(),
                new GenericData.Fixed(uuid, new byte[16]),
                Kind.UUID,
                "{'f':{'uuid':'AAAAAAAAAAAAAAAAAAAAAA=='}}");
    }

    @Test
    void unionsHoldSeveralKindsAndUniteRecords() {
        Schema schema = AvroFiles.parse("""
                {'type':'record','name':'r','fields':[{'name':'f','type':['null','long','string',
                {'type':'record','name':'a','fields':[{'name':'x','type':'long'},{'name':'y','type':'long'}]},
                {'type':'record','name':'b','fields':[{'name':'y','type':'string'},{'name':'z','type':'long'}]}]}]}
                """);
        List<Schema> branches = schema.getField("f").schema().getTypes();
        Decoding decoding = decode(AvroFiles.write(
                schema,
                "null",
                1 << 16,
                List.of(
                        AvroFiles.record(schema, 1L),
                        AvroFiles.record(schema, "s"),
                        AvroFiles.record(schema, AvroFiles.record(branches.get(3), 1L, 2L)),
                        AvroFiles.record(schema, AvroFiles.record(branches.get(4), "t", 3L)))));
        assertThat(decoding.text()).isEqualTo("""
                        {"f":1}
                        {"f":"s"}
                        {"f":{"x":1,"y":2}}
                        {"f":{"y":"t","z":3}}""");
        assertThat(decoding.kinds("f")).containsExactly(Kind.BIGINT, Kind.STRING, Kind.STRUCT);
    }

    @Test
    void schemasOfFilesUnite() {
        byte[] first = file("'long'", "f", 1L);
        Decoding decoding = decode(first, file("'string'", "F", "x"), file("'long'", "g", 2L), first);
        assertThat(decoding.lastColumns).containsExactly("f", "g");
        assertThat(decoding.text()).isEqualTo("{\"f\":1}\n{\"f\":\"x\"}\n{\"g\":2}\n{\"f\":1}");
    }

    private static byte[] file(String type, String field, Object value) {
        Schema schema =
                AvroFiles.parse("{'type':'record','name':'r','fields':[{'name':'" + field + "','type':" + type + "}]}");
        return AvroFiles.write(schema, "null", 1 << 16, List.of(AvroFiles.record(schema, value)));
    }

    @Test
    void rootThatIsNoRecordIsTheColumnValue() {
        Schema schema = AvroFiles.parse("['long','string']");
        assertThat(decode(AvroFiles.write(schema, "null", 1 << 16, List.of(1L, "x")))
                        .text())
                .isEqualTo("{\"value\":1}\n{\"value\":\"x\"}");
    }

    @Test
    void recursionGoesAsDeepAsNestingMay() {
        Schema schema = AvroFiles.parse(
                "{'type':'record','name':'n','fields':[{'name':'v','type':'int'},{'name':'n','type':['null','n']}]}");
        assertThat(decode(AvroFiles.write(schema, "null", 1 << 16, List.of(chain(schema, 3))))
                        .text())
                .isEqualTo("{\"v\":3,\"n\":{\"v\":2,\"n\":{\"v\":1}}}");
        Decoding deep = decode(AvroFiles.write(schema, "null", 32, List.of(chain(schema, 500), chain(schema, 1))));
        assertThat(deep.text()).isEqualTo("{\"v\":1}");
        assertThat(deep.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.RECORD_TOO_DEEP);
    }

    private static GenericData.Record chain(Schema schema, int length) {
        GenericData.Record record = null;
        for (int i = 1; i <= length; i++) {
            record = AvroFiles.record(schema, i, record);
        }
        return record;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard", "bzip2", "xz"})
    void everyCodec(String codec) {
        Schema schema = AvroFiles.parse("'long'");
        List<Long> numbers = java.util.stream.LongStream.range(0, 5000).boxed().toList();
        Decoding decoding = decode(AvroFiles.write(schema, codec, 100, numbers));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.rows)
                .extracting(row -> row.get("value").longValue())
                .isEqualTo(numbers);
    }
}
