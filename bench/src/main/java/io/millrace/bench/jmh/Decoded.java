package io.millrace.bench.jmh;

import io.millrace.connector.generator.ClickstreamTemplate;
import io.millrace.connector.generator.EventBuffer;
import io.millrace.connector.generator.EventTimes;
import io.millrace.formats.json.JsonFormat;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;
import io.millrace.spi.option.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;

/** Events as bytes, as batches, and as batches in the types of a table. */
final class Decoded {
    static final int EVENTS = 100_000;

    private static final long SEED = 42;
    private static final EventTimes TIMES =
            EventTimes.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofMillis(997));

    private final byte[][] events = new byte[EVENTS][];
    private final SchemaEvolution evolution = new SchemaEvolution(new Schema(), 0);

    Decoded() {
        ClickstreamTemplate template = new ClickstreamTemplate(SEED, TIMES);
        EventBuffer buffer = new EventBuffer();
        for (int event = 0; event < EVENTS; event++) {
            template.write(0, event, buffer);
            events[event] = buffer.toBytes();
        }
    }

    static Decoder decoder() {
        return new JsonFormat().open(Options.NONE, DecodeSettings.DEFAULT);
    }

    /** Decodes the event into the decoder's batch. */
    void decode(int event, Decoder into) {
        byte[] bytes = events[event];
        into.decode(bytes, 0, bytes.length, true, (code, reason, payload, from, to) -> {
            throw new IllegalStateException(reason);
        });
    }

    /** All events in the types of a table, a batch each decoder. */
    List<Batch> batches() {
        Conformer conformer = new Conformer(evolution);
        List<Batch> batches = new ArrayList<>();
        Decoder decoder = decoder();
        for (int event = 0; event < EVENTS; event++) {
            decode(event, decoder);
            if (decoder.full() || event == EVENTS - 1) {
                batches.add(conformer.conform(decoder.batch()));
                decoder = decoder();
            }
        }
        return batches;
    }

    /** The schema that {@link #batches} found. */
    Schema schema() {
        return evolution.schema();
    }
}
