package io.millrace.lake.schema;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;

/** Places the fields of one object, or of the whole row, into the fields that the table has for it. */
public final class StructConformer {

    private final SchemaEvolution evolution;
    private final Map<String, NestedField> fields = new LinkedHashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final Set<String> placed = new HashSet<>();

    StructConformer(SchemaEvolution evolution, StructType existing) {
        this.evolution = evolution;
        existing.fields().forEach(field -> fields.put(key(field.name()), field));
    }

    List<NestedField> fields() {
        return List.copyOf(fields.values());
    }

    List<Column> columns() {
        return columns;
    }

    void place(List<Column> observed) {
        Map<String, Column> leftovers = new LinkedHashMap<>();
        for (int i = 0; i < observed.size(); i++) {
            Column column = observed.get(i);
            if (!column.kinds().isEmpty()) {
                String name = ownName(column.name());
                Column left = place(name, column, null);
                if (!left.kinds().isEmpty()) {
                    leftovers.put(fields.get(key(name)).name(), left);
                }
            }
        }
        leftovers.forEach(this::placeSiblings);
    }

    /** Puts what fits into the field of that name, made if it is new; returns what did not fit. A field without a value is not made. */
    private Column place(String name, Column column, String doc) {
        NestedField field = fields.get(key(name));
        FieldConformer conformer = new FieldConformer(evolution, column);
        if (field == null) {
            int before = evolution.lastColumnId();
            int id = evolution.nextId();
            if (doc == null ? !conformer.createAny() : !conformer.create()) {
                evolution.restoreId(before);
                return doc == null ? new Column(name) : column;
            }
            fields.put(key(name), NestedField.optional(id, name, conformer.type(), doc));
        } else {
            conformer.fit(field.type());
            if (!conformer.type().equals(field.type())) {
                fields.put(
                        key(name),
                        NestedField.from(field).ofType(conformer.type()).build());
            }
        }

        if (conformer.hasFitting()) {
            Kind kind = Kinds.of(conformer.type());
            columns.add(new Column(fields.get(key(name)).name(), kind, conformer.fitting()));
        }
        return conformer.leftover();
    }

    /** Values that do not fit {@code name}: each kind to its sibling; what does not fit there either, as text. */
    private void placeSiblings(String name, Column left) {
        List<Part> texts = new ArrayList<>();
        for (Kind kind : left.kinds()) {
            if (kind == Kind.STRING) {
                texts.add(new Part(kind, left.find(kind).orElseThrow()));
                continue;
            }
            String sibling = siblingName(name, kind);
            Column alone = new Column(sibling, kind, left.find(kind).orElseThrow());
            Column rest = place(sibling, alone, SiblingColumns.doc(name));
            rest.kinds()
                    .forEach(other -> texts.add(new Part(other, rest.find(other).orElseThrow())));
        }

        if (!texts.isEmpty()) {
            String sibling = siblingName(name, Kind.STRING);
            Column text = new Column(sibling, Kind.STRING, Part.merge(texts, Types.StringType.get()));
            place(sibling, text, SiblingColumns.doc(name));
        }
    }

    /** The sibling's name; underscores are added while it belongs to a field of its own or cannot take the kind. */
    private String siblingName(String name, Kind kind) {
        String sibling = name + "_" + kind.label();
        while (true) {
            NestedField field = fields.get(key(sibling));
            boolean free = field == null || SiblingColumns.doc(name).equals(field.doc());
            if (free && (kind != Kind.STRING || field == null || field.type().typeId() == Type.TypeID.STRING)) {
                return sibling;
            }
            sibling += "_";
        }
    }

    /** The name of a field's own column: a sibling's name is never taken by a field that happens to be called so. */
    private String ownName(String name) {
        String own = name;
        while (!placed.add(key(own)) || isSibling(fields.get(key(own)))) {
            own += "_";
        }
        return own;
    }

    /** Whether a column takes the values of the field {@code name} that do not fit the field's own column. */
    public static boolean isSiblingOf(NestedField field, String name) {
        return SiblingColumns.doc(name).equalsIgnoreCase(field.doc());
    }

    private static boolean isSibling(NestedField field) {
        String doc = field == null ? null : field.doc();
        return doc != null && doc.startsWith("values of ") && doc.endsWith(" that do not fit its type");
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
