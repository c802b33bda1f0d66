package io.millrace.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Clickstream events of about 535 bytes with 22 leaf fields, the same for the same seed and number. */
final class Events {
    private static final String[] COUNTRIES = {"US", "DE", "FR", "NP", "JP", "BR", "IN", "GB"};
    private static final String[] CITIES = {"Köln", "Portland", "Kathmandu", "São Paulo", "Lyon", "大阪", "Leeds"};
    private static final String[] TYPES = {"page_view", "add_to_cart", "purchase", "search"};
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"
    };

    private final SplittableRandom random;

    Events(long seed) {
        random = new SplittableRandom(seed);
    }

    static byte[][] make(int count, long seed) {
        Events events = new Events(seed);
        byte[][] made = new byte[count][];
        for (int i = 0; i < count; i++) {
            made[i] = events.next(i).getBytes(StandardCharsets.UTF_8);
        }
        return made;
    }

    String next(int number) {
        StringBuilder e = new StringBuilder(640);
        long user = random.nextLong(1_000_000);
        e.append("{\"event_id\":\"").append(hex()).append("\",\"seq\":").append(number);
        e.append(",\"event_type\":\"").append(TYPES[random.nextInt(TYPES.length)]);
        e.append("\",\"ts\":\"2026-01-").append(two(1 + random.nextInt(31))).append('T');
        e.append(two(random.nextInt(24)))
                .append(':')
                .append(two(random.nextInt(60)))
                .append(':');
        e.append(two(random.nextInt(60)))
                .append('.')
                .append(100 + random.nextInt(900))
                .append("Z\"");
        e.append(",\"user\":{\"id\":").append(user).append(",\"email\":\"user").append(user);
        e.append("@example.com\",\"premium\":").append(random.nextInt(4) == 0);
        e.append(",\"address\":{\"country\":\"").append(COUNTRIES[random.nextInt(COUNTRIES.length)]);
        e.append("\",\"city\":\"").append(CITIES[random.nextInt(CITIES.length)]);
        e.append("\",\"geo\":{\"lat\":")
                .append(decimal(180, 90))
                .append(",\"lon\":")
                .append(decimal(360, 180));
        e.append("}}},\"session\":\"").append(hex(), 0, 12).append("\",\"url\":\"https://shop.example.com/p/");
        e.append(random.nextInt(100_000)).append("?q=\\\"x\\\"\"");
        if (random.nextInt(10) >= 4) {
            e.append(",\"referrer\":\"https://search.example.org/")
                    .append(random.nextInt(1000))
                    .append('"');
        }
        e.append(",\"agent\":\"").append(AGENTS[random.nextInt(AGENTS.length)]).append('"');
        int latency = random.nextInt(20);
        if (latency > 0) {
            e.append(",\"latency_ms\":").append(latency == 1 ? "null" : random.nextInt(2000) + ".5");
        }
        items(e);
        e.append(",\"tags\":[\"a").append(random.nextInt(50)).append("\",\"b").append(random.nextInt(50));
        return e.append("\"],\"total\":").append(cents()).append('}').toString();
    }

    private void items(StringBuilder e) {
        e.append(",\"items\":[");
        int items = 1 + random.nextInt(2);
        for (int i = 0; i < items; i++) {
            e.append(i == 0 ? "" : ",").append("{\"sku\":\"SKU-").append(random.nextInt(10_000));
            e.append("\",\"qty\":")
                    .append(1 + random.nextInt(9))
                    .append(",\"price\":")
                    .append(cents())
                    .append('}');
        }
        e.append(']');
    }

    private String cents() {
        return random.nextInt(1000) + "." + two(random.nextInt(100));
    }

    private String decimal(int range, int shift) {
        return (random.nextInt(range) - shift) + "." + (100_000 + random.nextInt(900_000));
    }

    private String hex() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    private static String two(int value) {
        return value < 10 ? "0" + value : Integer.toString(value);
    }
}
