package io.millrace.lake.schema;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.batch.Batch;
import org.apache.iceberg.types.Types.StructType;

/**
 * Fits what a decoder found to a table: every value lands exactly, in its own column or, when it does not fit there, in
 * a sibling column {@code <field>_<type>}. New fields widen the schema; the widening is committed with the data.
 *
 * <p>Rules: a new column takes the most specific type that holds all its values of the batch; an existing one is
 * promoted where Iceberg allows it; of an object, an array and a scalar under one name the object comes first, then
 * the array. An array with an element that does not fit goes as a whole, as JSON text, to {@code <field>_string}; when
 * there is nothing else yet the field itself is a text. A field that never had a value (null, an empty object, an empty
 * array) has no column.
 */
public final class Conformer {
    private final SchemaEvolution evolution;

    public Conformer(SchemaEvolution evolution) {
        this.evolution = requireNonNull(evolution, "evolution is null");
    }

    /** The batch in the table's types, one vector a column; shares the vectors that fit as they are. */
    public Batch conform(Batch observed) {
        StructConformer root = new StructConformer(evolution, evolution.schema().asStruct());
        root.place(observed.columns());
        evolution.replace(StructType.of(root.fields()));
        return new Batch(observed.rows(), root.columns());
    }
}
