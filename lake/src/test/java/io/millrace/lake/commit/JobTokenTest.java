package io.millrace.lake.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobTokenTest {
    @Test
    void readsWhatItWrites() {
        BigInteger sequence = new BigInteger("49543463076548007577105092703039560359975228518395019266");
        Position position = new Position(
                new TreeMap<>(Map.of("orders/shardId-000000000000", sequence, "clicks/3", BigInteger.TEN)));
        JobToken token = new JobToken("j1", 3, 2, "a", 77, position);

        assertThat(find(token.json())).contains(token);
        assertThat(token.json()).contains("\"orders/shardId-000000000000\":" + sequence);
    }

    @Test
    void readsPlainIntegers() {
        String json =
                "{\"run\":1,\"epoch\":2,\"attempt\":\"a\",\"commit-time\":3,\"position\":{\"a/0\":7,\"a/1\":8000000000}}";

        assertThat(find(json).map(JobToken::position)).contains(Position.of(Map.of("a/0", 7L, "a/1", 8_000_000_000L)));
    }

    private static Optional<JobToken> find(String json) {
        return JobToken.find(Map.of(JobToken.property("j1"), json), "j1");
    }
}
