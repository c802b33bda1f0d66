package io.millrace.formats.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Descriptors of messages, from what {@code protoc --descriptor_set_out} writes or a registry serves. */
final class DescriptorSets {
    private static final List<FileDescriptor> KNOWN = List.of(
            AnyProto.getDescriptor(),
            ApiProto.getDescriptor(),
            DurationProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            FieldMaskProto.getDescriptor(),
            SourceContextProto.getDescriptor(),
            StructProto.getDescriptor(),
            TimestampProto.getDescriptor(),
            TypeProto.getDescriptor(),
            WrappersProto.getDescriptor());
    private static final int LARGEST_FILE = 64 << 20;

    private DescriptorSets() {}

    /**
     * The message of this full name in a descriptor set.
     *
     * @throws MillraceException INVALID_OPTION_VALUE when the file cannot be read, is none, or has no such message
     */
    static Descriptor read(Path file, String message) {
        Collection<FileDescriptor> files = files(file);
        List<String> names = new ArrayList<>();
        for (FileDescriptor each : files) {
            for (Descriptor candidate : all(each.getMessageTypes(), new ArrayList<>())) {
                if (candidate.getFullName().equals(message)) {
                    return candidate;
                }
                names.add(candidate.getFullName());
            }
        }
        throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot find message in " + file + ": " + message)
                .withHint(Suggestions.hint(message, names));
    }

    private static List<Descriptor> all(List<Descriptor> messages, List<Descriptor> into) {
        for (Descriptor message : messages) {
            into.add(message);
            all(message.getNestedTypes(), into);
        }
        return into;
    }

    private static Collection<FileDescriptor> files(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it has more than " + LARGEST_FILE + " bytes");
            }
            Map<String, FileDescriptorProto> protos = new LinkedHashMap<>();
            for (FileDescriptorProto proto :
                    FileDescriptorSet.parseFrom(Files.readAllBytes(file)).getFileList()) {
                protos.put(proto.getName(), proto);
            }
            return link(protos).values();
        } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
            throw unreadable(file, "it is no descriptor set: " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static MillraceException unreadable(Path file, String reason, Exception cause) {
        return new MillraceException(
                        ErrorCode.INVALID_OPTION_VALUE, "Cannot read DESCRIPTOR_FILE: " + file + ": " + reason, cause)
                .withHint("write it with protoc --include_imports --descriptor_set_out=" + file.getFileName());
    }

    /** Files by name, each with what it imports. */
    static Map<String, FileDescriptor> link(Map<String, FileDescriptorProto> protos)
            throws DescriptorValidationException {
        Map<String, FileDescriptor> linked = new HashMap<>();
        for (FileDescriptor known : KNOWN) {
            if (!protos.containsKey(known.getName())) {
                linked.put(known.getName(), known);
            }
        }
        Map<String, FileDescriptor> result = new LinkedHashMap<>();
        for (String name : protos.keySet()) {
            result.put(name, link(name, protos, linked, new ArrayList<>()));
        }
        return result;
    }

    private static FileDescriptor link(
            String name, Map<String, FileDescriptorProto> protos, Map<String, FileDescriptor> linked, List<String> path)
            throws DescriptorValidationException {
        FileDescriptor known = linked.get(name);
        FileDescriptorProto proto = protos.get(name);
        if (known != null || proto == null || path.contains(name)) {
            return known;
        }
        path.add(name);
        List<FileDescriptor> imports = new ArrayList<>();
        for (String dependency : proto.getDependencyList()) {
            FileDescriptor imported = link(dependency, protos, linked, path);
            if (imported != null) {
                imports.add(imported);
            }
        }
        path.remove(name);
        FileDescriptor file = FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new), true);
        linked.put(name, file);
        return file;
    }
}
