package io.millrace.formats.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The message that records were seen to need; fields get their numbers as they come. */
final class Shape {
    private final Map<String, Shape> fields = new LinkedHashMap<>();
    private FieldDescriptorProto.Type type = FieldDescriptorProto.Type.TYPE_STRING;
    private boolean repeated;

    void see(Map<?, ?> record) {
        record.forEach((name, value) ->
                fields.computeIfAbsent((String) name, key -> new Shape()).seeValue(value));
    }

    private void seeValue(Object value) {
        if (value instanceof List<?> list) {
            repeated = true;
            list.forEach(this::seeValue);
        } else if (value instanceof Map<?, ?> map) {
            type = FieldDescriptorProto.Type.TYPE_MESSAGE;
            see(map);
        } else if (value != null) {
            type = value instanceof Long
                    ? FieldDescriptorProto.Type.TYPE_SINT64
                    : value instanceof Double
                            ? FieldDescriptorProto.Type.TYPE_DOUBLE
                            : value instanceof Boolean
                                    ? FieldDescriptorProto.Type.TYPE_BOOL
                                    : FieldDescriptorProto.Type.TYPE_STRING;
        }
    }

    DescriptorProto message(String name) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        fields.forEach((field, shape) -> {
            FieldDescriptorProto.Builder built = FieldDescriptorProto.newBuilder()
                    .setName(field)
                    .setNumber(message.getFieldCount() + 1)
                    .setJsonName(field + message.getFieldCount())
                    .setType(shape.type)
                    .setLabel(
                            shape.repeated
                                    ? FieldDescriptorProto.Label.LABEL_REPEATED
                                    : FieldDescriptorProto.Label.LABEL_OPTIONAL);
            if (shape.type == FieldDescriptorProto.Type.TYPE_MESSAGE) {
                String nested = "M" + message.getFieldCount();
                message.addNestedType(shape.message(nested));
                built.setTypeName(nested);
            }
            Protos.add(message, built);
        });
        return message.build();
    }

    static DynamicMessage datum(Map<?, ?> record, Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        record.forEach((name, value) -> {
            FieldDescriptor field = type.findFieldByName((String) name);
            if (value instanceof List<?> list) {
                list.forEach(element -> message.addRepeatedField(field, value(element, field)));
            } else if (value != null) {
                message.setField(field, value(value, field));
            }
        });
        return message.build();
    }

    private static Object value(Object value, FieldDescriptor field) {
        return value instanceof Map<?, ?> map ? datum(map, field.getMessageType()) : value;
    }
}
