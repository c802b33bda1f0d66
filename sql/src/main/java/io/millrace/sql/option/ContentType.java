package io.millrace.sql.option;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import java.util.List;
import java.util.Locale;

/**
 * {@code CONTENT_TYPE = JSON} or {@code CONTENT_TYPE = (TYPE = CSV DELIMITER = ';')}.
 *
 * @param name in upper case, one of {@link #NAMES}
 * @param options of the format, without TYPE
 */
public record ContentType(String name, List<OptionAssignment> options) {
    /** Looks at the first records to tell. */
    public static final ContentType AUTO = new ContentType("AUTO", List.of());

    /** All that the language names; whether there is a decoder for one is for whoever has the decoders to say. */
    public static final List<String> NAMES = List.of(
            "APACHE",
            "AUTO",
            "AVRO",
            "AVRO_SCHEMA_REGISTRY",
            "CLOUDTRAIL",
            "CSV",
            "FIXED_WIDTH",
            "JSON",
            "NGINX",
            "ORC",
            "PARQUET",
            "PROTOBUF",
            "REGEX",
            "SPLIT_LINES",
            "SYSLOG",
            "TSV",
            "VPC_FLOW_LOGS",
            "XML");

    static final OptionType<ContentType> TYPE =
            new OptionType<>("a content type, such as JSON, or (TYPE = JSON ...)", ContentType::read);

    public ContentType {
        requireNonNull(name, "name is null");
        options = List.copyOf(options);
    }

    private static ContentType read(OptionValue value) {
        if (value instanceof OptionValue.Word word) {
            return new ContentType(known(word.value()), List.of());
        }
        if (value instanceof OptionValue.Text text) {
            return new ContentType(known(text.value()), List.of());
        }
        return value instanceof OptionValue.Nested nested ? nested(nested.options()) : null;
    }

    private static ContentType nested(List<OptionAssignment> written) {
        List<OptionAssignment> types =
                written.stream().filter(option -> option.name().equals("TYPE")).toList();
        if (types.size() != 1) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE, "Cannot set option CONTENT_TYPE: it needs one TYPE")
                    .withHint("write CONTENT_TYPE = (TYPE = JSON ...)");
        }
        OptionAssignment type = types.get(0);
        ContentType plain = type.value() instanceof OptionValue.Nested ? null : read(type.value(), type);
        if (plain == null) {
            throw new MillraceException(
                            ErrorCode.INVALID_OPTION_VALUE,
                            type.valueLocation(),
                            "Cannot set option TYPE of CONTENT_TYPE")
                    .withHint("expected a content type, such as JSON");
        }
        return new ContentType(
                plain.name(),
                written.stream().filter(option -> !option.equals(type)).toList());
    }

    private static ContentType read(OptionValue value, OptionAssignment place) {
        try {
            return read(value);
        } catch (MillraceException e) {
            throw e.at(place.valueLocation());
        }
    }

    private static String known(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot find content type: " + word)
                    .withHint(Suggestions.hint(word, NAMES));
        }
        return name;
    }
}
