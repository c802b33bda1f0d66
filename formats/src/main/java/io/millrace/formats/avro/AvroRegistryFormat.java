package io.millrace.formats.avro;

import io.millrace.formats.registry.RegistryOptions;
import io.millrace.formats.registry.SchemaRegistries;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;

/**
 * Avro records whose schemas are in a registry: a zero, the schema's id in four bytes, and the record. Each is read by the
 * schema it was written with; columns of several schemas unite. A record whose id the registry does not know is a reject;
 * while the registry is away the job waits.
 */
public final class AvroRegistryFormat implements Format {
    private final SchemaRegistries registries = new SchemaRegistries();

    @Override
    public String name() {
        return "AVRO_SCHEMA_REGISTRY";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("AVRO_SCHEMA_REGISTRY content").and(RegistryOptions.required());
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        return new AvroRegistryDecoder(registries.open(options), settings);
    }
}
