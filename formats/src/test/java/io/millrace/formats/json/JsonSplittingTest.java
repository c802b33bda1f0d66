package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.formats.contract.Bytes;
import io.millrace.formats.contract.Pieces;
import io.millrace.formats.contract.Settings;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Piece;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What comes of the pieces of a payload is what comes of it whole, broken records and their reasons included. */
class JsonSplittingTest {
    private static final Pieces JSON = new Pieces(new JsonFormat(), Options.NONE, DecodeSettings.DEFAULT);
    private static final List<String> GOOD = List.of(
            "{\"a\":1}",
            "{\"a\":1,\"b\":{\"c\":[{\"d\":2},{\"d\":3}]}}",
            "{}",
            "{\"text\":\"} { \\\" \\n }\"}",
            "  {\"indented\":true}",
            "{\"a\":1}{\"a\":2}",
            "{\n  \"pretty\": {\n    \"x\": 1\n  }\n}",
            "{\n\"flat\": [\n{\"x\":1},\n{\"x\":2}\n]\n}",
            "[{\"e\":1},\n{\"e\":2}]",
            "[\n{\"e\":1}\n,\n{\"e\":2}\n]",
            "17",
            "\"text\"",
            "null",
            "",
            "   ");
    private static final List<String> HOSTILE = List.of(
            "{\"a\": \"x}",
            "{y\"}",
            "{\"open\": [1, {\"b\":2}",
            "{\"open\": [\n{\"b\":2}",
            "{\"open\": {\n{\"b\":2}",
            "{\n  \"broken\": {\"x\": 1}\n  {\"b\": 2}\n}",
            "{\n\"broken\": {\"x\": 1}\n{\"b\": 2}\n}",
            "}",
            "{",
            "{\"a\":1}}",
            "{\"a\":1},",
            "{\"a\":tru}",
            "\"never closed}",
            "{\"bad\":\"\u0001\"}",
            "{\"escape\":\"\\",
            "{\"half\":\"\\ud800\"}",
            "12 34 {\"a\":1} x",
            "{\"long\":\"" + "y".repeat(90) + "\"}",
            "{\"long\":{\"z\":\n{\"q\":\"" + "y".repeat(90) + "\"}\n}\n}");

    @Test
    void goodContent() {
        int cuts = 0;
        for (long seed = 0; seed < 60; seed++) {
            cuts += JSON.requireSame(content(new SplittableRandom(seed), 0), new SplittableRandom(seed));
        }
        assertThat(cuts).isGreaterThan(300);
    }

    @Test
    void hostileContent() {
        int cuts = 0;
        for (long seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            DecodeSettings settings = seed % 3 == 0 ? Settings.recordBytes(80) : DecodeSettings.DEFAULT;
            Options options = seed % 2 == 0
                    ? Options.NONE
                    : new Options(Map.of("STORE_JSON_AS_STRING", new OptionValue.Flag(true)));
            cuts += new Pieces(new JsonFormat(), options, settings).requireSame(content(random, 4), random);
        }
        assertThat(cuts).isGreaterThan(500);
    }

    @Test
    void damagedBytes() {
        int cuts = 0;
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] damaged = Bytes.damage(lines(random), random);
            cuts += JSON.requireSame(damaged, random);
        }
        assertThat(cuts).isGreaterThan(1000);
    }

    @Test
    void placesBetweenRecordsOnly() {
        byte[] content = ("{\"a\":1}\n".repeat(5) + "[{\"b\":1},\n{\"b\":2}]\n" + "{\"c\":1}\n".repeat(3))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(JSON.cut(content, 1, 33)).extracting(Piece::from).containsExactly(0L, 16L, 75L);
        assertThat(JSON.cut(content, 70)).isEmpty();
    }

    @Test
    void whatBeginsOtherwiseIsReadWhole() {
        String records = "{\"a\":1}\n".repeat(10);
        assertThat(cuts("[\n" + records + "]")).isZero();
        assertThat(cuts("1\n" + records)).isZero();
        assertThat(cuts("{\"Records\":[" + "{\"a\":1},\n".repeat(10) + "{}]}")).isZero();
        assertThat(cuts("\uFEFF \n" + records)).isPositive();
        assertThat(new Pieces(JsonFormat.cloudTrail(), Options.NONE, DecodeSettings.DEFAULT)
                        .cut(records.getBytes(StandardCharsets.UTF_8), 5))
                .isEmpty();
    }

    private static int cuts(String text) {
        return JSON.requireSame(text.getBytes(StandardCharsets.UTF_8), new SplittableRandom(1));
    }

    /** @param hostile of ten records, or parts of them */
    private static byte[] content(SplittableRandom random, int hostile) {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        text.append("{\"first\":0}\n");
        int lines = random.nextInt(5, 40);
        for (int i = 0; i < lines; i++) {
            boolean plain = random.nextInt(3) == 0;
            List<String> from = random.nextInt(10) < hostile ? HOSTILE : GOOD;
            text.append(plain ? "{\"n\":" + i + "}" : from.get(random.nextInt(from.size())));
            text.append(
                    switch (random.nextInt(8)) {
                        case 0 -> "\r\n";
                        case 1 -> " \t\n\n";
                        default -> "\n";
                    });
        }
        return (random.nextBoolean() ? text.toString() : text.toString().stripTrailing())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lines(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(5, 30);
        for (int i = 0; i < lines; i++) {
            text.append("{\"n\":")
                    .append(i)
                    .append(",\"s\":{\"t\":\"é")
                    .append(i)
                    .append("\"}}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
