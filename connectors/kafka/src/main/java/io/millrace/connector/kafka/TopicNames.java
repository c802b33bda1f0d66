package io.millrace.connector.kafka;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What TOPIC says: names, and patterns in which {@code *} stands for any characters and {@code ?} for one.
 *
 * @param exact topics that are to be there
 * @param patterns of topics that may come and go
 */
record TopicNames(List<String> exact, List<String> patterns) {
    private static final String INTERNAL = "__";

    TopicNames {
        exact = List.copyOf(exact);
        patterns = List.copyOf(patterns);
    }

    static TopicNames of(List<String> written) {
        Predicate<String> isPattern = name -> name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
        return new TopicNames(
                written.stream().filter(isPattern.negate()).toList(),
                written.stream().filter(isPattern).toList());
    }

    /** Whether a topic is meant that is not named itself; Kafka's own are meant by patterns that begin as they do. */
    boolean matches(String topic) {
        return !exact.contains(topic)
                && patterns.stream()
                        .filter(pattern -> !topic.startsWith(INTERNAL) || pattern.startsWith(INTERNAL))
                        .anyMatch(pattern -> Pattern.matches(regex(pattern), topic));
    }

    private static String regex(String pattern) {
        // A topic's name has no other character that means something to a regular expression.
        return pattern.replace(".", "\\.").replace("*", ".*").replace('?', '.');
    }

    @Override
    public String toString() {
        return String.join(", ", exact.isEmpty() ? patterns : exact);
    }
}
