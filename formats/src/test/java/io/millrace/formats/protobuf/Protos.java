package io.millrace.formats.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.TextFormat;
import java.util.Map;

/** Descriptors for tests, without the compiler. */
final class Protos {
    private Protos() {}

    /** The first message of a file, from the text form of its descriptor. */
    static Descriptor message(String text) {
        return message(file(text));
    }

    static Descriptor message(FileDescriptorProto file) {
        try {
            return DescriptorSets.link(Map.of(file.getName(), file))
                    .get(file.getName())
                    .getMessageTypes()
                    .get(0);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }

    static FileDescriptorProto file(String text) {
        try {
            return TextFormat.parse(text, FileDescriptorProto.class);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** A field whose presence is known. */
    static void add(DescriptorProto.Builder message, FieldDescriptorProto.Builder field) {
        if (field.getLabel() == FieldDescriptorProto.Label.LABEL_OPTIONAL) {
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
            message.addOneofDeclBuilder().setName("_" + field.getName());
        }
        message.addField(field);
    }
}
