package io.millrace.connector.generator;

import static java.util.Objects.requireNonNull;

import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.spi.source.Source;
import java.time.Duration;
import java.time.InstantSource;

/** Synthetic events: the same for the same options, however often and wherever they are read. */
public final class GeneratorConnector implements Connector {
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);

    private final InstantSource clock;

    /** @param clock sets the pace of ROWS_PER_SECOND */
    public GeneratorConnector(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String type() {
        return "GENERATOR";
    }

    @Override
    public OptionSet connectionOptions() {
        return GeneratorOptions.CONNECTION;
    }

    @Override
    public OptionSet sourceOptions() {
        return GeneratorOptions.SOURCE;
    }

    @Override
    public Source open(Options connection, Options source) {
        double rate = GeneratorOptions.rate(source);
        int partitions = GeneratorOptions.partitions(source);
        EventTimes times = EventTimes.of(source.get(GeneratorOptions.FIRST_EVENT_TIME), interval(rate, partitions));
        long seed = source.get(GeneratorOptions.SEED);
        double dirt = GeneratorOptions.dirt(source);
        TemplateChoice template = source.get(GeneratorOptions.TEMPLATE);
        return new GeneratorSource(
                partitions,
                times,
                () -> template.open(seed, times, dirt),
                new PacedSupply(rate, GeneratorOptions.rows(source), clock));
    }

    private static Duration interval(double rate, int partitions) {
        return Double.isInfinite(rate) ? SHORTEST_INTERVAL : Duration.ofNanos((long) (1e9 * partitions / rate));
    }
}
