package io.millrace.lake.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/** The end of a file. */
final class FileFooter {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;
    private static final String UNPACKAGED = "0.0.0";

    private FileFooter() {}

    static void write(PositionOutputStream out, Schema schema, long rows, List<RowGroup> rowGroups, int columns)
            throws IOException {
        FileMetaData footer = new FileMetaData(FORMAT_VERSION, SchemaElements.of(schema), rows, rowGroups);
        KeyValue icebergSchema = new KeyValue("iceberg.schema");
        icebergSchema.setValue(SchemaParser.toJson(schema));
        footer.setKey_value_metadata(List.of(icebergSchema));
        footer.setCreated_by("millrace version " + version() + " (build " + version() + ")");
        footer.setColumn_orders(Collections.nCopies(columns, ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));

        ByteSink bytes = new ByteSink();
        Util.writeFileMetaData(footer, bytes);
        bytes.writeInt(bytes.size());
        bytes.write(MAGIC, 0, MAGIC.length);
        out.write(bytes.bytes(), 0, bytes.size());
    }

    private static String version() {
        return Optional.ofNullable(FileFooter.class.getPackage().getImplementationVersion())
                .orElse(UNPACKAGED);
    }
}
