package io.millrace.formats.fuzz;

/** A message of each kind of field, as Avro and as descriptors of protocol buffers in text form. */
final class Schemas {
    static final String AVRO_RECORD = """
            {"type": "record", "name": "order", "fields": [
              {"name": "id", "type": "long"},
              {"name": "name", "type": ["null", "string"]},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 3}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "time", "type": {"type": "int", "logicalType": "time-millis"}},
              {"name": "uuid", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "state", "type": {"type": "enum", "name": "state", "symbols": ["NEW", "PAID"]}},
              {"name": "tags", "type": {"type": "map", "values": "string"}},
              {"name": "items", "type": {"type": "array", "items":
                {"type": "record", "name": "item", "fields": [
                  {"name": "sku", "type": "string"}, {"name": "count", "type": ["int", "double", "boolean", "null"]},
                  {"name": "parts", "type": ["null", {"type": "array", "items": "item"}]}]}}},
              {"name": "key", "type": {"type": "fixed", "name": "key", "size": 4}}]}""";

    static final String PROTOBUF_FILES = """
            file { name: "point.proto" syntax: "proto3" package: "shop"
              message_type { name: "Point"
                field { name: "x" number: 1 type: TYPE_SINT32 label: LABEL_OPTIONAL }
                field { name: "y" number: 2 type: TYPE_FLOAT label: LABEL_OPTIONAL } } }
            file { name: "order.proto" syntax: "proto2" package: "shop" dependency: "point.proto"
              message_type { name: "Order"
                field { name: "id" number: 1 type: TYPE_INT64 label: LABEL_OPTIONAL }
                field { name: "at" number: 2 type: TYPE_MESSAGE type_name: ".shop.Point" label: LABEL_OPTIONAL }
                field { name: "name" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL }
                field { name: "lines" number: 4 type: TYPE_MESSAGE type_name: ".shop.Order" label: LABEL_REPEATED }
                field { name: "counts" number: 5 type: TYPE_UINT32 label: LABEL_REPEATED options { packed: true } }
                field { name: "big" number: 6 type: TYPE_FIXED64 label: LABEL_OPTIONAL }
                field { name: "state" number: 7 type: TYPE_ENUM type_name: ".shop.State" label: LABEL_OPTIONAL }
                field { name: "raw" number: 8 type: TYPE_BYTES label: LABEL_REPEATED }
                field { name: "tags" number: 9 type: TYPE_MESSAGE type_name: ".shop.Order.TagsEntry"
                  label: LABEL_REPEATED }
                field { name: "ok" number: 10 type: TYPE_BOOL label: LABEL_OPTIONAL }
                field { name: "ratio" number: 11 type: TYPE_DOUBLE label: LABEL_OPTIONAL }
                field { name: "needed" number: 12 type: TYPE_SFIXED32 label: LABEL_OPTIONAL }
                nested_type { name: "TagsEntry" options { map_entry: true }
                  field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
                  field { name: "value" number: 2 type: TYPE_SINT64 label: LABEL_OPTIONAL } } }
              enum_type { name: "State" value { name: "NEW" number: 0 } value { name: "PAID" number: 1 } } }""";

    private Schemas() {}
}
