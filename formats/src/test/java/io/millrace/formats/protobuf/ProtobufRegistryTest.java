package io.millrace.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.testing.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options, descriptor files, and registries: ours, see {@link RegistryServer}. */
class ProtobufRegistryTest {
    private static final FileDescriptorProto POINT = Protos.file("""
            name: "point.proto" syntax: "proto3" package: "shop"
            message_type { name: "Point" field { name: "x" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL } }""");
    private static final FileDescriptorProto ORDER = Protos.file("""
            name: "order.proto" syntax: "proto3" package: "shop" dependency: "point.proto"
            message_type { name: "Order"
              field { name: "id" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
              field { name: "at" number: 2 type: TYPE_MESSAGE type_name: ".shop.Point" label: LABEL_OPTIONAL } }
            message_type { name: "Other"
              nested_type { name: "Inner"
                field { name: "t" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL } } }""");
    private static final byte[] ORDER_7 = {8, 7, 18, 2, 8, 3};

    private final ProtobufFormat format = new ProtobufFormat();

    private static Options options(String... pairs) {
        Map<String, OptionValue> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], new OptionValue.Text(pairs[i + 1]));
        }
        return new Options(values);
    }

    private static byte[] join(int id, int[] head, byte[] message) {
        byte[] joined = new byte[5 + head.length + message.length];
        joined[4] = (byte) id;
        for (int i = 0; i < head.length; i++) {
            joined[5 + i] = (byte) head[i];
        }
        System.arraycopy(message, 0, joined, 5 + head.length, message.length);
        return joined;
    }

    private static String serialized(FileDescriptorProto file) {
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    @Test
    void messagesAreFoundByTheirIndexes() throws IOException {
        try (RegistryServer registry = RegistryServer.start()) {
            registry.register("point", "PROTOBUF", serialized(POINT));
            int id = registry.register(
                    "order", "PROTOBUF", serialized(ORDER), new RegistryServer.Reference("point.proto", "point"));
            int text = registry.register("text", "PROTOBUF", "syntax = \"proto3\"; message M {}");
            Decoding decoding = new Decoding(
                            format.open(options("SCHEMA_REGISTRY_URL", registry.url()), DecodeSettings.DEFAULT))
                    .payload(join(id, new int[] {0}, ORDER_7))
                    .payload(join(id, new int[] {2, 0}, ORDER_7))
                    .payload(join(id, new int[] {4, 2, 0}, new byte[] {10, 1, 'q'}))
                    .payload(join(id, new int[] {2, 8}, ORDER_7))
                    .payload(join(text, new int[] {0}, ORDER_7))
                    .payload(join(77, new int[] {0}, ORDER_7))
                    .take();
            assertThat(decoding.text())
                    .isEqualTo("{\"id\":7,\"at\":{\"x\":3}}\n{\"id\":7,\"at\":{\"x\":3}}\n{\"t\":\"q\"}");
            assertThat(decoding.rejects)
                    .extracting(Decoding.Reject::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("no such message"),
                            reason -> assertThat(reason).contains("served as no descriptor"),
                            reason -> assertThat(reason).contains("no schema 77"));
            assertThat(registry.requests()).contains("/schemas/ids/" + id + "?format=serialized");
        }
    }

    @Test
    void descriptorFilesAndFramings(@TempDir Path directory) throws IOException {
        Path file = Files.write(
                directory.resolve("shop.desc"),
                FileDescriptorSet.newBuilder()
                        .addFile(ORDER)
                        .addFile(POINT)
                        .build()
                        .toByteArray());
        String[] base = {"DESCRIPTOR_FILE", file.toString(), "MESSAGE", "shop.Order"};
        assertThat(decode(options(base), ORDER_7)).isEqualTo("{\"id\":7,\"at\":{\"x\":3}}");
        Options headed =
                options("DESCRIPTOR_FILE", file.toString(), "MESSAGE", "shop.Order", "FRAMING", "SCHEMA_REGISTRY");
        assertThat(decode(headed, join(9, new int[] {0}, ORDER_7))).isEqualTo("{\"id\":7,\"at\":{\"x\":3}}");
        Options delimited =
                options("DESCRIPTOR_FILE", file.toString(), "MESSAGE", "shop.Order", "FRAMING", "delimited");
        assertThat(decode(delimited, new byte[] {2, 8, 1, 2, 8, 2})).isEqualTo("{\"id\":1}\n{\"id\":2}");
    }

    private String decode(Options options, byte[] payload) {
        Decoding decoding = new Decoding(format.open(options, DecodeSettings.DEFAULT));
        return decoding.payload(payload).take().text();
    }

    @Test
    void wrongOptionsAreTold(@TempDir Path directory) throws IOException {
        String file = Files.write(
                        directory.resolve("shop.desc"),
                        FileDescriptorSet.newBuilder()
                                .addFile(ORDER)
                                .addFile(POINT)
                                .build()
                                .toByteArray())
                .toString();
        String text = Files.writeString(directory.resolve("shop.proto"), "syntax = \"proto3\";")
                .toString();
        check(options("DESCRIPTOR_FILE", file, "MESSAGE", "shop.Odrer"), "did you mean shop.Order");
        check(options("DESCRIPTOR_FILE", text, "MESSAGE", "shop.Order"), "descriptor_set_out");
        check(options("DESCRIPTOR_FILE", file + "x", "MESSAGE", "shop.Order"), "Cannot read DESCRIPTOR_FILE");
        check(options("DESCRIPTOR_FILE", file), "add DESCRIPTOR_FILE");
        check(options("SCHEMA_REGISTRY_URL", "http://x", "MESSAGE", "a"), "leave out the other options");
    }

    private void check(Options options, String told) {
        assertThatThrownBy(() -> format.open(options, DecodeSettings.DEFAULT))
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.describe()).contains(told);
                    assertThat(e.code()).isIn(ErrorCode.INVALID_OPTION_VALUE, ErrorCode.MISSING_OPTION);
                });
    }
}
