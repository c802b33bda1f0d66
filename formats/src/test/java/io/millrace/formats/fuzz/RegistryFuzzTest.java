package io.millrace.formats.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import io.millrace.testing.registry.RegistryServer;
import io.millrace.testing.registry.RegistryServer.Reference;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Payloads behind the header of a schema registry: {@link RegistryServer}, our own stand-in. */
class RegistryFuzzTest {
    /** There are fewer schemas; what asks for others would do little else. */
    private static final int IDS = 7;

    private static RegistryServer registry;

    @BeforeAll
    static void start() throws IOException {
        registry = RegistryServer.start();
        registry.register("order", "AVRO", Schemas.AVRO_RECORD);
        registry.register("number", "AVRO", "\"long\"");
        FileDescriptorSet files = TextFormat.parse(Schemas.PROTOBUF_FILES, FileDescriptorSet.class);
        registry.register("point", "PROTOBUF", serialized(files.getFile(0)));
        registry.register("shop", "PROTOBUF", serialized(files.getFile(1)), new Reference("point.proto", "point"));
    }

    private static String serialized(FileDescriptorProto file) {
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @FuzzTest
    void registry(byte[] payload) {
        byte[] known = payload.clone();
        if (known.length > 4) {
            known[1] = 0;
            known[2] = 0;
            known[3] = 0;
            known[4] &= IDS;
        }
        for (String type : new String[] {"AVRO_SCHEMA_REGISTRY", "PROTOBUF"}) {
            Promises.keep(known, Promises.of(type, "SCHEMA_REGISTRY_URL", registry.url()), Promises::requireSomething);
        }
    }
}
