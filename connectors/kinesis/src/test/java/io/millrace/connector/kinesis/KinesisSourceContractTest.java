package io.millrace.connector.kinesis;

import io.millrace.spi.source.Source;
import io.millrace.testing.kinesis.KinesisProxy;
import io.millrace.testing.kinesis.KinesisProxy.Fault;
import io.millrace.testing.kinesis.KinesisStreams.Shard;
import io.millrace.testing.source.SourceContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class KinesisSourceContractTest extends SourceContract {
    private static final int SHARDS = 3;

    private final String stream = Emulator.newStream(SHARDS);
    private final KinesisProxy proxy = KinesisProxy.start(Emulator.endpoint());
    private int written;

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.of(
                Ability.NEW_SPLITS, Ability.GOES_AWAY, Ability.READS_AHEAD, Ability.TAKES_ANY_BYTES, Ability.KNOWS_NOW);
    }

    @Override
    protected Source open() {
        return Emulator.open(proxy.endpoint(), stream);
    }

    @Override
    protected void grow(int payloads) {
        Emulator.put(stream, written, written + payloads);
        written += payloads;
    }

    @Override
    protected void addSplit(int payloads) {
        Shard parent = Emulator.streams().openShards(stream).get(1);
        Emulator.streams().split(stream, parent);
        List<Shard> open = Emulator.streams().openShards(stream);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < payloads; i++) {
            records.add(Emulator.json(i));
        }
        Emulator.streams().put(stream, open.get(open.size() - 1), "new", records);
    }

    @Override
    protected void goAway() {
        proxy.faults(operation -> Optional.of(Fault.CUT_BEFORE));
    }

    @Override
    protected void comeBack() {
        proxy.faults(operation -> Optional.empty());
    }

    @Override
    protected void write(byte[] payload) {
        Emulator.streams().put(stream, Emulator.streams().openShards(stream).get(0), "any", List.of(payload));
    }
}
