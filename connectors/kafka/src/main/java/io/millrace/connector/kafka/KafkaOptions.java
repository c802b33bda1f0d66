package io.millrace.connector.kafka;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the statements about Kafka take. */
final class KafkaOptions {
    enum Mechanism {
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512;

        String kafkaName() {
            return name().replace('_', '-');
        }
    }

    enum Validation {
        MISSING_TOPIC,
        /** The same, by the name that it has for all sources. */
        MISSING_SOURCE
    }

    /** What a broker speaks: what clients of today understand. */
    enum Version {
        CURRENT
    }

    static final OptionSpec<List<String>> HOSTS = OptionSpec.optional(
            "HOSTS",
            OptionType.STRINGS,
            "Brokers to begin with, host:port; the others are found through them",
            "('broker1:9092', 'broker2:9092')",
            Trait.EDITABLE);
    static final OptionSpec<List<String>> HOST =
            OptionSpec.optional("HOST", OptionType.STRINGS, "Another name for HOSTS", "'broker:9092'", Trait.EDITABLE);
    static final OptionSpec<String> CONSUMER_PROPERTIES = OptionSpec.optional(
            "CONSUMER_PROPERTIES",
            OptionType.STRING,
            "Properties of Kafka's Java consumer, one name = value a line; they win over the other options",
            "'fetch.max.bytes = 33554432'",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<Boolean> SSL = OptionSpec.defaulted(
            "SSL", OptionType.BOOLEAN, false, "Whether connections are encrypted", "TRUE", Trait.EDITABLE);
    static final OptionSpec<Mechanism> SASL_MECHANISM = OptionSpec.optional(
            "SASL_MECHANISM",
            OptionType.oneOf(Mechanism.class),
            "How to log in with SASL_USERNAME and SASL_PASSWORD; PLAIN if they are given without it",
            "SCRAM_SHA_512",
            Trait.EDITABLE);
    static final OptionSpec<String> SASL_USERNAME = OptionSpec.optional(
            "SASL_USERNAME", OptionType.STRING, "Name to log in with", "'millrace'", Trait.EDITABLE);
    static final OptionSpec<String> SASL_PASSWORD = OptionSpec.optional(
            "SASL_PASSWORD",
            OptionType.STRING,
            "Password to log in with",
            "ENV('KAFKA_PASSWORD')",
            Trait.EDITABLE,
            Trait.SECRET);
    static final OptionSpec<Version> VERSION = OptionSpec.defaulted(
            "VERSION",
            OptionType.oneOf(Version.class),
            Version.CURRENT,
            "The protocol of the brokers; those before 0.10 are not understood",
            "CURRENT");
    static final OptionSpec<Boolean> REQUIRE_STATIC_IP = OptionSpec.defaulted(
            "REQUIRE_STATIC_IP",
            new OptionType<>(
                    "FALSE", value -> value instanceof OptionValue.Flag flag && !flag.value() ? Boolean.FALSE : null),
            false,
            "Whether clients have a fixed address; they have that of this machine",
            "FALSE",
            Trait.EDITABLE);
    static final OptionSpec<String> COMMENT =
            OptionSpec.optional("COMMENT", OptionType.STRING, "A remark", "'the shop cluster'", Trait.EDITABLE);

    static final OptionSpec<List<String>> TOPIC = OptionSpec.required(
            "TOPIC",
            OptionType.STRINGS,
            "The topic, or several; * and ? stand for any characters and for one",
            "'orders'");
    static final OptionSpec<List<String>> SKIP_VALIDATIONS = OptionSpec.optional(
            "SKIP_VALIDATIONS",
            OptionType.STRINGS,
            "MISSING_TOPIC: the job waits for topics that do not exist yet",
            "('MISSING_TOPIC')");

    static final OptionSet CONNECTION = OptionSet.of(
            "KAFKA connection",
            HOSTS,
            HOST,
            CONSUMER_PROPERTIES,
            SSL,
            SASL_MECHANISM,
            SASL_USERNAME,
            SASL_PASSWORD,
            VERSION,
            REQUIRE_STATIC_IP,
            COMMENT);
    static final OptionSet SOURCE = OptionSet.of("COPY FROM KAFKA", TOPIC, CONSUMER_PROPERTIES, SKIP_VALIDATIONS);

    private static final Pattern LEGAL_TOPIC = Pattern.compile("[a-zA-Z0-9._*?-]{1,249}");

    private KafkaOptions() {}

    /** The broker addresses, separated by commas. */
    static String hosts(Options connection) {
        List<String> hosts = Stream.concat(connection.find(HOSTS).stream(), connection.find(HOST).stream())
                .flatMap(List::stream)
                .flatMap(KafkaOptions::items)
                .toList();
        if (hosts.isEmpty()) {
            throw new MillraceException(ErrorCode.MISSING_OPTION, "Cannot use KAFKA connection without option: HOSTS")
                    .withHint("add HOSTS = " + HOSTS.example());
        }
        for (String host : hosts) {
            if (!host.matches(".+:\\d{1,5}")) {
                throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option HOSTS: '" + host + "'")
                        .withHint("expected host:port, such as broker1:9092");
            }
        }
        return String.join(",", hosts);
    }

    static TopicNames topics(Options source) {
        List<String> topics = source.get(TOPIC).stream()
                .flatMap(KafkaOptions::items)
                .distinct()
                .sorted()
                .toList();
        for (String topic : topics) {
            if (!LEGAL_TOPIC.matcher(topic).matches()) {
                throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option TOPIC: '" + topic + "'")
                        .withHint("a topic's name has letters, digits, '.', '_' and '-' only; a pattern also * and ?;"
                                + " several topics are: ('a', 'b')");
            }
        }
        if (topics.isEmpty()) {
            throw new MillraceException(ErrorCode.INVALID_OPTION_VALUE, "Cannot set option TOPIC: ''")
                    .withHint("name a topic: TOPIC = " + TOPIC.example());
        }
        return TopicNames.of(topics);
    }

    static boolean missingTopicAllowed(Options source) {
        List<String> skipped = source.find(SKIP_VALIDATIONS).orElse(List.of());
        for (String validation : skipped) {
            if (Arrays.stream(Validation.values())
                    .noneMatch(known -> known.name().equalsIgnoreCase(validation))) {
                throw new MillraceException(
                                ErrorCode.INVALID_OPTION_VALUE,
                                "Cannot set option SKIP_VALIDATIONS: '" + validation + "'")
                        .withHint("expected 'MISSING_TOPIC'");
            }
        }
        return !skipped.isEmpty();
    }

    private static Stream<String> items(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }
}
