package io.millrace.formats.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.formats.avro.AvroRegistryFormat;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.testing.registry.RegistryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against our own stand-in for a registry, {@link RegistryServer}. */
class AvroRegistryTest {
    private static final String FIRST = "{\"type\":\"record\",\"name\":\"r\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"long\"},{\"name\":\"name\",\"type\":\"string\"}]}";
    private static final String SECOND = "{\"type\":\"record\",\"name\":\"r\",\"fields\":["
            + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"more\",\"type\":\"double\"}]}";

    private final AvroRegistryFormat format = new AvroRegistryFormat();
    private RegistryServer registry;

    @BeforeEach
    void start() throws IOException {
        registry = RegistryServer.start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Options options(String... more) {
        Map<String, OptionValue> values = new LinkedHashMap<>();
        values.put("SCHEMA_REGISTRY_URL", new OptionValue.Text(registry.url() + "/"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], new OptionValue.Text(more[i + 1]));
        }
        return new Options(values);
    }

    private Decoding decoding() {
        return new Decoding(format.open(options(), DecodeSettings.DEFAULT));
    }

    private static byte[] payload(int id, String schema, Object... values) {
        Schema parsed = new Schema.Parser().parse(schema);
        GenericData.Record record = new GenericData.Record(parsed);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(parsed).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @Test
    void recordsOfSeveralSchemasUniteAndEachSchemaIsAskedForOnce() {
        int first = registry.register("a", "AVRO", FIRST);
        int second = registry.register("b", "AVRO", SECOND);
        for (int task = 0; task < 2; task++) {
            Decoding decoding = decoding()
                    .payload(payload(first, FIRST, 1L, "x"))
                    .payload(payload(second, SECOND, "one", 0.5))
                    .payload(payload(first, FIRST, 2L, "y"))
                    .take();
            assertThat(decoding.rejects).isEmpty();
            assertThat(decoding.text())
                    .isEqualTo("{\"id\":1,\"name\":\"x\"}\n{\"id\":\"one\",\"more\":0.5}\n{\"id\":2,\"name\":\"y\"}");
        }
        assertThat(registry.requests()).containsExactly("/schemas/ids/" + first, "/schemas/ids/" + second);
    }

    @Test
    void schemasMayReferToOthers() {
        registry.register(
                "point", "AVRO", "{\"type\":\"record\",\"name\":\"p\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}");
        String main = "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"at\",\"type\":\"p\"}]}";
        int id = registry.register("main", "AVRO", main, new RegistryServer.Reference("p", "point"));
        byte[] payload = {0, 0, 0, 0, (byte) id, 14};
        assertThat(decoding().payload(payload).take().text()).isEqualTo("{\"at\":{\"x\":7}}");
    }

    @Test
    void whatTheRegistryDoesNotKnowIsARejectAndAskedForOnce() {
        int known = registry.register("a", "AVRO", FIRST);
        int json = registry.register("j", "JSON", "{}");
        int broken = registry.register("k", "AVRO", "{\"type\":\"nothing\"}");
        byte[] good = payload(known, FIRST, 1L, "x");
        byte[] longer = java.util.Arrays.copyOf(good, good.length + 1);
        Decoding decoding = decoding()
                .payload(payload(99, FIRST, 1L, "x"))
                .payload(payload(99, FIRST, 1L, "x"))
                .payload(payload(json, FIRST, 1L, "x"))
                .payload(payload(broken, FIRST, 1L, "x"))
                .payload(new byte[] {1, 2, 3, 4, 5, 6})
                .payload(new byte[] {0, 0})
                .payload(longer)
                .payload(new byte[0])
                .payload(good)
                .take();
        assertThat(decoding.text()).isEqualTo("{\"id\":1,\"name\":\"x\"}");
        assertThat(decoding.rejects)
                .extracting(Decoding.Reject::code)
                .containsExactly(
                        ErrorCode.SOURCE_FORMAT,
                        ErrorCode.SOURCE_FORMAT,
                        ErrorCode.SOURCE_FORMAT,
                        ErrorCode.SOURCE_FORMAT,
                        ErrorCode.MALFORMED_RECORD,
                        ErrorCode.MALFORMED_RECORD,
                        ErrorCode.MALFORMED_RECORD);
        assertThat(decoding.rejects.get(0).reason()).contains("no schema 99");
        assertThat(registry.requests()).containsOnlyOnce("/schemas/ids/99");
    }

    @Test
    void registryThatIsAwayIsAnErrorOutsideAndWorksAgainLater() {
        int id = registry.register("a", "AVRO", FIRST);
        registry.fail(503);
        Decoding decoding = decoding();
        assertThatThrownBy(() -> decoding.payload(payload(id, FIRST, 1L, "x")))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
                    assertThat(e.kind()).isEqualTo(ErrorKind.EXTERNAL);
                    assertThat(e.getMessage()).contains(registry.url()).contains("503");
                });
        registry.fail(0);
        assertThat(decoding().payload(payload(id, FIRST, 1L, "x")).take().rows).hasSize(1);
        String gone = registry.url();
        registry.close();
        Decoding late = new Decoding(new AvroRegistryFormat().open(options(), DecodeSettings.DEFAULT));
        assertThatThrownBy(() -> late.payload(payload(id, FIRST, 1L, "x")))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(gone);
    }

    @Test
    void userAndPasswordAreSent() {
        int id = registry.register("a", "AVRO", FIRST);
        registry.require("ada", "s3cret");
        Decoding refused = decoding();
        assertThatThrownBy(() -> refused.payload(payload(id, FIRST, 1L, "x")))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_ACCESS_DENIED);
                    assertThat(e.describe()).doesNotContain("s3cret").contains("USERNAME");
                });
        Options known = options("USERNAME", "ada", "PASSWORD", "s3cret");
        Decoding decoding = new Decoding(format.open(known, DecodeSettings.DEFAULT));
        assertThat(decoding.payload(payload(id, FIRST, 1L, "x")).take().rows).hasSize(1);
    }

    @Test
    void addressMustBeOne() {
        Options wrong = new Options(Map.of("SCHEMA_REGISTRY_URL", new OptionValue.Text("registry:8081")));
        assertThatThrownBy(() -> format.open(wrong, DecodeSettings.DEFAULT))
                .isInstanceOfSatisfying(
                        MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_OPTION_VALUE));
    }
}
