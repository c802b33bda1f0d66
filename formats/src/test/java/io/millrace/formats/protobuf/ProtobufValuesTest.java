package io.millrace.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.TextFormat;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every type, presence, and what the specification says of odd but legal bytes. */
class ProtobufValuesTest {
    private static final String SCALARS = """
            name: "s.proto" syntax: "proto3"
            enum_type { name: "Color" value { name: "RED" number: 0 } value { name: "BLUE" number: 900 } }
            message_type { name: "S"
              field { name: "i32" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
              field { name: "u32" number: 2 type: TYPE_UINT32 label: LABEL_OPTIONAL }
              field { name: "s32" number: 3 type: TYPE_SINT32 label: LABEL_OPTIONAL }
              field { name: "f32" number: 4 type: TYPE_FIXED32 label: LABEL_OPTIONAL }
              field { name: "sf32" number: 5 type: TYPE_SFIXED32 label: LABEL_OPTIONAL }
              field { name: "i64" number: 6 type: TYPE_INT64 label: LABEL_OPTIONAL }
              field { name: "u64" number: 7 type: TYPE_UINT64 label: LABEL_OPTIONAL }
              field { name: "s64" number: 8 type: TYPE_SINT64 label: LABEL_OPTIONAL }
              field { name: "f64" number: 9 type: TYPE_FIXED64 label: LABEL_OPTIONAL }
              field { name: "sf64" number: 1000 type: TYPE_SFIXED64 label: LABEL_OPTIONAL }
              field { name: "d" number: 11 type: TYPE_DOUBLE label: LABEL_OPTIONAL }
              field { name: "fl" number: 12 type: TYPE_FLOAT label: LABEL_OPTIONAL }
              field { name: "b" number: 13 type: TYPE_BOOL label: LABEL_OPTIONAL }
              field { name: "t" number: 14 type: TYPE_STRING label: LABEL_OPTIONAL }
              field { name: "y" number: 15 type: TYPE_BYTES label: LABEL_OPTIONAL }
              field { name: "e" number: 16 type: TYPE_ENUM type_name: "Color" label: LABEL_OPTIONAL }
            }""";
    private static final String NESTED = """
            name: "n.proto" syntax: "proto3"
            message_type { name: "N"
              field { name: "self" number: 1 type: TYPE_MESSAGE type_name: "N" label: LABEL_OPTIONAL }
              field { name: "all" number: 2 type: TYPE_MESSAGE type_name: "N" label: LABEL_REPEATED }
              field { name: "x" number: 3 type: TYPE_INT32 label: LABEL_OPTIONAL oneof_index: 0 }
              field { name: "y" number: 4 type: TYPE_STRING label: LABEL_OPTIONAL oneof_index: 0 }
              field { name: "nums" number: 5 type: TYPE_SINT32 label: LABEL_REPEATED }
              field { name: "m" number: 6 type: TYPE_MESSAGE type_name: "N.MEntry" label: LABEL_REPEATED }
              nested_type { name: "MEntry" options { map_entry: true }
                field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
                field { name: "value" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL } }
              oneof_decl { name: "choice" }
            }""";

    private static Decoding decode(Descriptor type, byte[]... payloads) {
        Decoding decoding = new Decoding(new ProtobufDecoder(type, DecodeSettings.DEFAULT));
        for (byte[] payload : payloads) {
            decoding.payload(payload);
        }
        return decoding.take();
    }

    private static byte[] written(Descriptor type, String text) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        try {
            TextFormat.merge(text, message);
        } catch (TextFormat.ParseException e) {
            throw new AssertionError(e);
        }
        return message.build().toByteArray();
    }

    private static void check(Decoding decoding, String json) {
        assertThat(decoding.rejects).isEmpty();
        assertThat(tree(decoding.text())).isEqualTo(tree(json.replace('\'', '"')));
    }

    /** Without regard to the order of fields. */
    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private interface Raw {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] raw(Raw raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            raw.write(out);
            out.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void scalars() {
        Descriptor type = Protos.message(SCALARS);
        String extremes = """
                i32: -2147483648 u32: 4294967295 s32: -1 f32: 4294967295 sf32: -5 i64: -9223372036854775808
                u64: 18446744073709551615 s64: -1 f64: 18446744073709551615 sf64: -6 d: 0.1 fl: 0.5 b: true t: 'ß'
                y: '\\001' e: BLUE""";
        check(
                decode(type, written(type, extremes)),
                "{'i32':-2147483648,'u32':4294967295,'s32':-1,'f32':4294967295,'sf32':-5,'i64':-9223372036854775808,"
                        + "'u64':18446744073709551615,'s64':-1,'f64':18446744073709551615,'sf64':-6,'d':0.1,'fl':0.5,"
                        + "'b':true,'t':'ß','y':{'binary':'AQ=='},'e':'BLUE'}");
    }

    @Test
    void scalarsWithoutPresenceAreTheirDefaults() {
        Descriptor type = Protos.message(SCALARS);
        check(
                decode(type, raw(out -> out.writeInt32(1, 7))),
                "{'i32':7,'u32':0,'s32':0,'f32':0,'sf32':0,'i64':0,'u64':0,'s64':0,'f64':0,'sf64':0,'d':0.0,'fl':0.0,"
                        + "'b':false,'t':'','y':{'binary':''},'e':'RED'}");
    }

    @Test
    void enumNumberWithoutANameStaysANumber() {
        Descriptor type = Protos.message(SCALARS);
        Decoding decoding = decode(type, raw(out -> out.writeEnum(16, 5)), raw(out -> out.writeEnum(16, 900)));
        assertThat(decoding.rejects).isEmpty();
        assertThat(decoding.kinds("e")).containsExactly(Kind.BIGINT, Kind.STRING);
    }

    @Test
    void lastValueOfAFieldAndOfAOneofCounts() {
        Descriptor type = Protos.message(NESTED);
        check(
                decode(type, raw(out -> {
                    out.writeInt32(3, 1);
                    out.writeString(4, "a");
                    out.writeInt32(3, 2);
                    out.writeInt32(3, 3);
                })),
                "{'x':3}");
    }

    @Test
    void partsOfAMessageUnite() {
        Descriptor type = Protos.message(NESTED);
        check(
                decode(type, raw(out -> {
                    out.writeByteArray(1, written(type, "x: 1 nums: 1"));
                    out.writeInt32(3, 9);
                    out.writeByteArray(1, written(type, "y: 'b' nums: 2"));
                    out.writeByteArray(1, written(type, "nums: 3"));
                })),
                "{'self':{'y':'b','nums':[1,2,3]},'x':9}");
    }

    @Test
    void repeatedFieldsPackedOrNotAndBetweenOthers() {
        Descriptor type = Protos.message(NESTED);
        check(
                decode(type, raw(out -> {
                    out.writeSInt32(5, -1);
                    out.writeByteArray(2, written(type, "x: 1"));
                    out.writeByteArray(5, raw(packed -> {
                        packed.writeSInt32NoTag(2);
                        packed.writeSInt32NoTag(-3);
                    }));
                    out.writeByteArray(2, written(type, "nums: 7 nums: 8"));
                    out.writeSInt32(5, 4);
                })),
                "{'all':[{'x':1},{'nums':[7,8]}],'nums':[-1,2,-3,4]}");
    }

    @Test
    void mapsWithDefaultsLeftOut() {
        Descriptor type = Protos.message(NESTED);
        check(
                decode(type, raw(out -> {
                    out.writeByteArray(6, written(type.getNestedTypes().get(0), "key: 'a' value: 1"));
                    out.writeByteArray(6, new byte[0]);
                })),
                "{'m':[['a',1],['',0]]}");
    }

    @Test
    void unknownFieldsArePassedOverAndCounted() {
        Descriptor type = Protos.message(NESTED);
        ProtobufDecoder decoder = new ProtobufDecoder(type, DecodeSettings.DEFAULT);
        Decoding decoding = new Decoding(decoder).payload(raw(out -> {
            out.writeInt32(100, 1);
            out.writeFixed32(101, 1);
            out.writeFixed64(102, 1);
            out.writeString(5000, "x");
            out.writeTag(103, 3);
            out.writeInt32(1, 5);
            out.writeTag(103, 4);
            out.writeInt32(3, 2);
        }));
        check(decoding.take(), "{'x':2}");
        assertThat(decoder.unknownFields()).isEqualTo(5);
    }

    @Test
    void valueOfAnotherWireTypeIsPassedOver() {
        Descriptor type = Protos.message(NESTED);
        check(decode(type, raw(out -> out.writeString(3, "no number"))), "{}");
    }

    @Test
    void proto2PresenceRequiredAndGroups() {
        Descriptor type = Protos.message("""
                name: "p.proto" syntax: "proto2"
                message_type { name: "P"
                  field { name: "id" number: 1 type: TYPE_INT32 label: LABEL_REQUIRED }
                  field { name: "n" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL default_value: "5" }
                  field { name: "g" number: 3 type: TYPE_GROUP type_name: "P.G" label: LABEL_REPEATED }
                  nested_type { name: "G" field { name: "v" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL } } }
                """);
        byte[] lacking = raw(out -> out.writeInt32(2, 1));
        byte[] grouped = raw(out -> {
            out.writeInt32(1, 1);
            out.writeTag(3, 3);
            out.writeInt32(1, 8);
            out.writeTag(3, 4);
            out.writeTag(3, 3);
            out.writeTag(3, 4);
        });
        Decoding decoding = decode(type, lacking, grouped);
        assertThat(tree(decoding.text())).isEqualTo(tree("{\"id\":1,\"g\":[{\"v\":8},{}]}"));
        assertThat(decoding.rejects).hasSize(1);
        assertThat(decoding.rejects.get(0).reason()).contains("required field: id");
    }

    private static Decoding wellKnown(Message value) {
        String file = value.getDescriptorForType().getFile().getName();
        Descriptor type =
                Protos.message("""
                name: "w.proto" syntax: "proto3" dependency: "%s"
                message_type { name: "W"
                  field { name: "f" number: 1 type: TYPE_MESSAGE type_name: ".%s" label: LABEL_OPTIONAL } }
                """.formatted(file, value.getDescriptorForType().getFullName()));
        return decode(type, raw(out -> out.writeMessage(1, value)));
    }

    @Test
    void wellKnownTypes() {
        check(
                wellKnown(Timestamp.newBuilder()
                        .setSeconds(-1)
                        .setNanos(999_999_000)
                        .build()),
                "{'f':{'micros':-1}}");
        check(wellKnown(Timestamp.newBuilder().setNanos(1).build()), "{'f':'1970-01-01T00:00:00.000000001Z'}");
        check(
                wellKnown(Duration.newBuilder()
                        .setSeconds(-3)
                        .setNanos(-500_000_000)
                        .build()),
                "{'f':-3.500000000}");
        check(wellKnown(Duration.newBuilder().setSeconds(315_576_000_000L).build()), "{'f':315576000000.000000000}");
        check(wellKnown(Int64Value.of(0)), "{'f':0}");
        check(wellKnown(Int64Value.of(-4)), "{'f':-4}");
        check(wellKnown(com.google.protobuf.BytesValue.of(ByteString.EMPTY)), "{'f':{'binary':''}}");
        Struct struct = Struct.newBuilder()
                .putFields("a\"", Value.newBuilder().setNumberValue(3).build())
                .putFields(
                        "b",
                        Value.newBuilder()
                                .setListValue(ListValue.newBuilder()
                                        .addValues(Value.newBuilder().setBoolValue(true))
                                        .addValues(Value.newBuilder().setNullValue(NullValue.NULL_VALUE))
                                        .addValues(Value.newBuilder().setNumberValue(0.5)))
                                .build())
                .build();
        assertThat(wellKnown(struct).rows.get(0).get("f").textValue()).isEqualTo("{\"a\\\"\":3,\"b\":[true,null,0.5]}");
    }

    @Test
    void deepNestingIsARejectAndRecursionEnds() {
        Descriptor type = Protos.message(NESTED);
        byte[] deep = written(type, "x: 1");
        for (int i = 0; i < 5000; i++) {
            byte[] inner = deep;
            deep = raw(out -> out.writeByteArray(1, inner));
        }
        Decoding decoding = decode(type, deep, written(type, "self { self { x: 4 } }"));
        assertThat(decoding.text()).isEqualTo("{\"self\":{\"self\":{\"x\":4}}}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.RECORD_TOO_DEEP);
    }

    @Test
    void payloadThatIsTooLargeIsCut() {
        Descriptor type = Protos.message(NESTED);
        byte[] large = raw(out -> out.writeString(4, "x".repeat(1000)));
        Decoding decoding =
                new Decoding(new ProtobufDecoder(type, io.millrace.formats.contract.Settings.recordBytes(100)));
        decoding.payload(large, at -> at + 30).payload(written(type, "x: 1")).take();
        assertThat(decoding.text()).isEqualTo("{\"x\":1}");
        assertThat(decoding.rejects).extracting(Decoding.Reject::code).containsExactly(ErrorCode.RECORD_TOO_LARGE);
    }

    @Test
    void excludedFieldsAreNotThere() {
        Descriptor type = Protos.message(NESTED);
        Decoding decoding = new Decoding(
                new ProtobufDecoder(type, io.millrace.formats.contract.Settings.excluding("self.y", "nums", "m")));
        decoding.payload(written(type, "self { y: 'secret' nums: 1 } nums: 1 m { key: 'a' value: 1 } x: 1"));
        assertThat(tree(decoding.take().text())).isEqualTo(tree("{\"self\":{\"nums\":[1]},\"x\":1}"));
    }
}
