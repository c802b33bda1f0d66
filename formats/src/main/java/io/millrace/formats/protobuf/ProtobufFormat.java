package io.millrace.formats.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import io.millrace.formats.registry.RegistryOptions;
import io.millrace.formats.registry.SchemaRegistries;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.decode.Format;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.Options;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Protocol buffers by a descriptor set, or by the schemas of a registry.
 *
 * <ul>
 *   <li>A scalar of proto3 without {@code optional} that is not there is its default; whatever else is not there is null.
 *       Defaults of proto2 are not filled in. A required field that is not there makes a reject.
 *   <li>An enum is the name of its value, a number without a name a number. Numbers without a sign beyond 63 bits are
 *       DECIMAL.
 *   <li>Of google.protobuf, Timestamp is TIMESTAMP (a text when it is finer than a microsecond), Duration a DECIMAL of
 *       seconds, a wrapper what it wraps, and Struct, Value and ListValue a text in JSON.
 *   <li>Fields that the message does not name, extensions among them, are passed over.
 * </ul>
 */
public final class ProtobufFormat implements Format {
    /** How messages lie in a payload. */
    public enum Framing {
        /** One message is the payload. */
        MESSAGE,
        /** Messages one after the other, each after its length. */
        DELIMITED,
        /** One message is the payload, behind the header of a schema registry, which is passed over. */
        SCHEMA_REGISTRY
    }

    private static final OptionSpec<String> DESCRIPTOR_FILE = OptionSpec.optional(
            "DESCRIPTOR_FILE",
            OptionType.STRING,
            "File with the descriptors of the message and its imports, from protoc --include_imports"
                    + " --descriptor_set_out",
            "'/etc/millrace/orders.desc'");
    private static final OptionSpec<String> MESSAGE = OptionSpec.optional(
            "MESSAGE", OptionType.STRING, "Full name of the message, with DESCRIPTOR_FILE", "'shop.Order'");
    private static final OptionSpec<Framing> FRAMING = OptionSpec.defaulted(
            "FRAMING",
            OptionType.oneOf(Framing.class),
            Framing.MESSAGE,
            "Whether a payload is one message, many of them, each after its length as a varint, or one behind the"
                    + " header of a schema registry, which is then not asked",
            "DELIMITED");

    private final SchemaRegistries registries = new SchemaRegistries();

    @Override
    public String name() {
        return "PROTOBUF";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of("PROTOBUF content", DESCRIPTOR_FILE, MESSAGE, FRAMING)
                .and(RegistryOptions.optional());
    }

    @Override
    public Decoder open(Options options, DecodeSettings settings) {
        Optional<String> file = options.find(DESCRIPTOR_FILE);
        Optional<String> message = options.find(MESSAGE);
        if (options.isSet(RegistryOptions.URL)) {
            if (file.isPresent() || message.isPresent() || options.isSet(FRAMING)) {
                throw new MillraceException(
                                ErrorCode.INVALID_OPTION_VALUE,
                                "Cannot read PROTOBUF content with both SCHEMA_REGISTRY_URL and DESCRIPTOR_FILE,"
                                        + " MESSAGE or FRAMING")
                        .withHint("the registry's payloads say their message: leave out the other options");
            }
            return new RegistryDecoder(registries.open(options), settings);
        }
        if (file.isEmpty() || message.isEmpty()) {
            throw new MillraceException(
                            ErrorCode.MISSING_OPTION,
                            "Cannot read PROTOBUF content without a description of its message")
                    .withHint("add DESCRIPTOR_FILE = '...' MESSAGE = '...', or SCHEMA_REGISTRY_URL = '...'");
        }
        Descriptor type = DescriptorSets.read(Path.of(file.get()), message.get());
        return switch (options.get(FRAMING)) {
            case MESSAGE -> new ProtobufDecoder(type, settings);
            case DELIMITED -> new DelimitedDecoder(type, settings);
            case SCHEMA_REGISTRY -> ProtobufDecoder.behindHeader(type, settings);
        };
    }
}
