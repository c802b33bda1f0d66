package io.millrace.formats.avro;

import io.millrace.formats.binary.Cursor;
import io.millrace.formats.binary.Lru;
import io.millrace.formats.binary.PayloadDecoder;
import io.millrace.formats.registry.RegisteredSchema;
import io.millrace.formats.registry.RegistryHeader;
import io.millrace.formats.registry.SchemaRegistry;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;
import java.util.Optional;

/** One record a payload, behind the id of its schema. */
final class AvroRegistryDecoder extends PayloadDecoder {
    private static final int KEPT_SCHEMAS = 1000;

    private final SchemaRegistry registry;
    private final Lru<Integer, Loaded> schemas = new Lru<>(KEPT_SCHEMAS);

    /** The reader of a schema, or why there is none. */
    private record Loaded(Optional<SchemaReader> reader, String fault) {
        static Loaded fault(String fault) {
            return new Loaded(Optional.empty(), fault);
        }
    }

    AvroRegistryDecoder(SchemaRegistry registry, DecodeSettings settings) {
        super(settings);
        this.registry = registry;
    }

    @Override
    protected int read(Cursor in) {
        int id = RegistryHeader.read(in);
        if (in.failed()) {
            return 0;
        }
        Loaded loaded = schemas.get(id, this::load);
        if (loaded.reader().isEmpty()) {
            in.fail(ErrorCode.SOURCE_FORMAT, loaded.fault());
            return 0;
        }
        SchemaReader reader = loaded.reader().get();
        reader.read(in, rows());
        return reader.takeOverflowed();
    }

    private Loaded load(int id) {
        Optional<RegisteredSchema> found = registry.find(id, "");
        if (found.isEmpty()) {
            return Loaded.fault("Cannot read record: the registry has no schema " + id);
        }
        RegisteredSchema schema = found.get();
        if (!schema.type().equals("AVRO")) {
            return Loaded.fault("Cannot read record: schema " + id + " is " + schema.type());
        }
        List<String> references = schema.references().stream()
                .map(RegisteredSchema.Reference::text)
                .toList();
        try {
            SchemaReader reader =
                    new SchemaReader(SchemaReader.parse(schema.text(), references), settings.maxColumns() + 1000, root);
            return new Loaded(Optional.of(reader), "");
        } catch (MillraceException e) {
            return Loaded.fault("Cannot read record: schema " + id + ": " + e.getMessage());
        }
    }
}
