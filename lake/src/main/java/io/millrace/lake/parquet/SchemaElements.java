package io.millrace.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.UUIDType;

/**
 * An Iceberg schema in the words of Parquet's footer, as Iceberg's own writer says it. Names are left as they are, where
 * Iceberg's writer escapes what Avro does not allow: readers that match nested fields by name find them so.
 */
final class SchemaElements {
    private static final String ROOT = "table";

    private final List<SchemaElement> elements = new ArrayList<>();

    private SchemaElements() {}

    static List<SchemaElement> of(Schema schema) {
        SchemaElements result = new SchemaElements();
        SchemaElement root = new SchemaElement(ROOT);
        root.setNum_children(schema.columns().size());
        result.elements.add(root);
        schema.columns().forEach(result::field);
        return result.elements;
    }

    private void field(NestedField field) {
        SchemaElement element = new SchemaElement(field.name());
        element.setField_id(field.fieldId());
        element.setRepetition_type(field.isOptional() ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
        elements.add(element);

        Type type = field.type();
        switch (type.typeId()) {
            case STRUCT -> {
                element.setNum_children(type.asStructType().fields().size());
                type.asStructType().fields().forEach(this::field);
            }
            case LIST -> {
                element.setConverted_type(ConvertedType.LIST);
                element.setLogicalType(LogicalType.LIST(new ListType()));
                repeated(element, "list", type.asListType().fields());
            }
            case MAP -> {
                element.setConverted_type(ConvertedType.MAP);
                element.setLogicalType(LogicalType.MAP(new MapType()));
                repeated(element, "key_value", type.asMapType().fields());
            }
            default -> primitive(element, type);
        }
    }

    private void repeated(SchemaElement outer, String name, List<NestedField> fields) {
        outer.setNum_children(1);
        SchemaElement group = new SchemaElement(name);
        group.setRepetition_type(FieldRepetitionType.REPEATED);
        group.setNum_children(fields.size());
        elements.add(group);
        fields.forEach(this::field);
    }

    private static void primitive(SchemaElement element, Type type) {
        element.setType(Leaf.physicalType(type));
        if (element.getType() == org.apache.parquet.format.Type.FIXED_LEN_BYTE_ARRAY) {
            element.setType_length(Leaf.fixedLength(type));
        }

        switch (type.typeId()) {
            case STRING -> annotate(element, LogicalType.STRING(new StringType()), ConvertedType.UTF8);
            case DATE -> annotate(element, LogicalType.DATE(new DateType()), ConvertedType.DATE);
            case UUID -> element.setLogicalType(LogicalType.UUID(new UUIDType()));
            case TIME -> annotate(element, LogicalType.TIME(new TimeType(false, micros())), ConvertedType.TIME_MICROS);
            case TIMESTAMP -> {
                boolean utc = ((Types.TimestampType) type).shouldAdjustToUTC();
                annotate(
                        element,
                        LogicalType.TIMESTAMP(new TimestampType(utc, micros())),
                        ConvertedType.TIMESTAMP_MICROS);
            }
            case DECIMAL -> {
                Types.DecimalType decimal = (Types.DecimalType) type;
                element.setPrecision(decimal.precision());
                element.setScale(decimal.scale());
                annotate(
                        element,
                        LogicalType.DECIMAL(new DecimalType(decimal.scale(), decimal.precision())),
                        ConvertedType.DECIMAL);
            }
            default -> {
                // A bare physical type says it all.
            }
        }
    }

    private static void annotate(SchemaElement element, LogicalType logical, ConvertedType converted) {
        element.setLogicalType(logical);
        element.setConverted_type(converted);
    }

    private static TimeUnit micros() {
        return TimeUnit.MICROS(new MicroSeconds());
    }
}
