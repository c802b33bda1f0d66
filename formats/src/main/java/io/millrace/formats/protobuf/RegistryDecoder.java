package io.millrace.formats.protobuf;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Lru;
import io.millrace.formats.binary.PayloadDecoder;
import io.millrace.formats.registry.RegisteredSchema;
import io.millrace.formats.registry.RegistryHeader;
import io.millrace.formats.registry.SchemaRegistry;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages that a registry describes: a header with the id of the schema, then which of its messages it is. */
final class RegistryDecoder extends PayloadDecoder {
    private static final int KEPT_TYPES = 1000;
    private static final int DEEPEST_NESTING = 32;

    private final SchemaRegistry registry;
    private final Lru<Integer, Loaded> files = new Lru<>(KEPT_TYPES);
    private final Lru<String, MessageRows> types = new Lru<>(KEPT_TYPES);
    private final int[] path = new int[DEEPEST_NESTING];

    /** Rows of the first message of a schema, by far the most frequent; the fault if there is no such schema. */
    private record Loaded(Optional<FileDescriptor> file, Optional<MessageRows> first, String fault) {
        static Loaded fault(String fault) {
            return new Loaded(Optional.empty(), Optional.empty(), fault);
        }
    }

    RegistryDecoder(SchemaRegistry registry, DecodeSettings settings) {
        super(settings);
        this.registry = registry;
    }

    @Override
    protected int read(Cursor in) {
        int id = RegistryHeader.read(in);
        if (in.failed()) {
            return 0;
        }
        Loaded loaded = files.get(id, this::load);
        if (loaded.file().isEmpty()) {
            in.fail(ErrorCode.SOURCE_FORMAT, loaded.fault());
            return 0;
        }
        long depth = in.zigzag();
        if (depth == 0) {
            return loaded.first().orElseThrow().read(in, rows());
        }
        if (depth < 0 || depth > DEEPEST_NESTING) {
            in.fail("Cannot read record: its message is nested " + depth + " deep");
            return 0;
        }
        for (int i = 0; i < depth; i++) {
            path[i] = (int) in.zigzag();
        }
        return in.failed() ? 0 : read(in, id, loaded.file().get(), (int) depth);
    }

    private int read(Cursor in, int id, FileDescriptor file, int depth) {
        List<Descriptor> level = file.getMessageTypes();
        Descriptor message = null;
        for (int i = 0; i < depth; i++) {
            if (path[i] < 0 || path[i] >= level.size()) {
                in.fail("Cannot read record: schema " + id + " has no such message");
                return 0;
            }
            message = level.get(path[i]);
            level = message.getNestedTypes();
        }
        Descriptor found = message;
        return types.get(id + " " + found.getFullName(), key -> rows(found)).read(in, rows());
    }

    private MessageRows rows(Descriptor message) {
        return new MessageRows(message, settings.maxColumns() + 1000, root, this::countUnknown);
    }

    private Loaded load(int id) {
        try {
            Optional<RegisteredSchema> schema = registry.find(id, "serialized");
            if (schema.isEmpty()) {
                return Loaded.fault("Cannot read record: the registry has no schema " + id);
            }
            return schema.get().type().equals("PROTOBUF")
                    ? link(id, schema.get())
                    : Loaded.fault("Cannot read record: schema " + id + " is "
                            + schema.get().type());
        } catch (IllegalArgumentException | InvalidProtocolBufferException | DescriptorValidationException e) {
            return Loaded.fault("Cannot read record: schema " + id + " is served as no descriptor: " + e.getMessage());
        }
    }

    private Loaded link(int id, RegisteredSchema schema)
            throws InvalidProtocolBufferException, DescriptorValidationException {
        Map<String, FileDescriptorProto> protos = new LinkedHashMap<>();
        for (RegisteredSchema.Reference reference : schema.references()) {
            FileDescriptorProto proto = parse(reference.text());
            protos.put(
                    reference.name(),
                    proto.toBuilder().setName(reference.name()).build());
        }
        String name = "millrace/" + id;
        protos.put(name, parse(schema.text()).toBuilder().setName(name).build());
        FileDescriptor file = DescriptorSets.link(protos).get(name);
        if (file.getMessageTypes().isEmpty()) {
            return Loaded.fault("Cannot read record: schema " + id + " has no message");
        }
        return new Loaded(
                Optional.of(file), Optional.of(rows(file.getMessageTypes().get(0))), "");
    }

    private static FileDescriptorProto parse(String base64) throws InvalidProtocolBufferException {
        return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(base64));
    }
}
