package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ProtobufFuzzTest {
    @TempDir
    static Path directory;

    private static String file = "";

    @BeforeAll
    static void describe() throws IOException {
        FileDescriptorSet files = TextFormat.parse(Schemas.PROTOBUF_FILES, FileDescriptorSet.class);
        file = Files.write(directory.resolve("order.desc"), files.toByteArray()).toString();
    }

    @FuzzTest
    void protobuf(byte[] payload) {
        Object[] base = {"DESCRIPTOR_FILE", file, "MESSAGE", "shop.Order", "FRAMING", "MESSAGE"};
        Promises.keep(payload, Promises.of("PROTOBUF", base), Promises::requireSomething);
        base[5] = "DELIMITED";
        Promises.keep(payload, Promises.of("PROTOBUF", base), Promises::requireSomething);
        base[5] = "SCHEMA_REGISTRY";
        Promises.keep(payload, Promises.of("PROTOBUF", base), Promises::requireSomething);
    }
}
