package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.columns.ObjectPlace;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Reads records of one schema into rows. What is no record becomes the field {@code value}. */
public final class SchemaReader {
    private static final String VALUE = "value";

    private final ObjectPlace root;
    private final Readers readers;
    private final ValueReader[] fields;
    private final boolean record;

    /**
     * @param mostRecords how many places of nested records there may be
     * @param root where the rows go; several schemas may share it
     */
    public SchemaReader(Schema schema, int mostRecords, ObjectPlace root) {
        this.root = root;
        readers = new Readers(mostRecords);
        record = schema.getType() == Schema.Type.RECORD;
        if (record) {
            fields = RecordReader.fields(schema, root, readers);
        } else {
            root.begin();
            fields = new ValueReader[] {readers.reader(schema, root.field(VALUE))};
        }
    }

    /** @throws MillraceException SOURCE_FORMAT when it is no schema */
    public static Schema parse(String json) {
        return parse(json, List.of());
    }

    /**
     * @param before schemas of names that this one uses, each after those that it uses
     * @throws MillraceException SOURCE_FORMAT when it is no schema
     */
    public static Schema parse(String json, List<String> before) {
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        try {
            before.forEach(parser::parse);
            return parser.parse(json);
        } catch (AvroRuntimeException | IllegalArgumentException | StackOverflowError e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_FORMAT, "Cannot parse Avro schema: " + String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads one record into slot {@code row} of the root; the cursor tells whether it failed. */
    public void read(Cursor in, int row) {
        root.abandon();
        if (!record || in.enter()) {
            RecordReader.readFields(fields, in, row);
            readers.overflowed(root.end(row));
        }
        if (record) {
            in.leave();
        }
    }

    /** How many fields found no room since the last call. */
    public int takeOverflowed() {
        return readers.takeOverflowed();
    }
}
