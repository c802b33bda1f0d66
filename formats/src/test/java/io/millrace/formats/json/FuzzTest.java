package io.millrace.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.formats.contract.Decoding;
import io.millrace.spi.decode.DecodeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lines of good JSON with some of them damaged. */
class FuzzTest {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final byte[] BYTES = {
        '{', '}', '[', ']', '"', ',', ':', '\\', 0, '\n', ' ', '1', 'e', '-', '.', 't', 'u', (byte) 0xC3, (byte) 0xFF
    };
    /** Damaged lines stand so far apart that two of them cannot take a good one between them into their middle. */
    private static final int APART = 3;

    @Provide
    Arbitrary<List<String>> lines() {
        return Documents.lines();
    }

    @Property(tries = 1000)
    void goodLinesLandWhateverHappensToTheOthers(@ForAll("lines") List<String> lines, @ForAll long seed) {
        Damaged damaged = Damaged.make(lines, new SplittableRandom(seed));
        Decoding expected = primed(lines, DecodeSettings.DEFAULT);
        expected.payload(bytes(String.join("\n", lines))).take();
        Decoding actual = primed(lines, DecodeSettings.DEFAULT);
        actual.payload(damaged.payload).take();

        Iterator<JsonNode> rows = actual.rows.iterator();
        for (int line = 0; line < lines.size(); line++) {
            if (!damaged.lines.contains(line)) {
                JsonNode row = expected.rows.get(line);
                assertThat(rows).as("rows from which %s follows", row).satisfies(left -> {
                    while (left.hasNext() && !left.next().equals(row)) {}
                });
                assertThat(actual.rows).contains(row);
            }
        }
        int lineCount = new String(damaged.payload, StandardCharsets.ISO_8859_1).split("\n", -1).length;
        assertThat(actual.rejects).hasSizeLessThanOrEqualTo(lineCount + damaged.changes);
    }

    @Property(tries = 500)
    void cutsDoNotMatter(@ForAll("lines") List<String> lines, @ForAll long seed, @ForAll boolean tiny) {
        SplittableRandom random = new SplittableRandom(seed);
        Damaged damaged = Damaged.make(lines, random);
        DecodeSettings settings =
                new DecodeSettings(List.of(), Set.of(), 2000, 200, tiny ? 40 : 1 << 20, 3, 1 << 20, false);
        Decoding whole = JsonDecoding.with(settings).payload(damaged.payload).take();
        Decoding cut = JsonDecoding.with(settings)
                .payload(damaged.payload, at -> at + 1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 60))
                .take();
        assertThat(cut.rows).isEqualTo(whole.rows);
        assertThat(cut.rejects).isEqualTo(whole.rejects);
        assertThat(cut.lastColumns).isEqualTo(whole.lastColumns);
    }

    @Property(tries = 500)
    void everyByteIsAccountedFor(@ForAll("lines") List<String> lines, @ForAll long seed) throws IOException {
        byte[] payload = Damaged.make(lines, new SplittableRandom(seed)).payload;
        DecodeSettings oneByOne = new DecodeSettings(List.of(), Set.of(), 2000, 200, 1 << 20, 1, 1 << 20, false);
        JsonDecoder decoder = new JsonDecoder(oneByOne);
        int at = 0;
        while (at < payload.length) {
            byte[] left = payload.clone();
            int consumed = decoder.decode(payload, at, payload.length, true, (code, reason, bytes, from, to) -> {
                java.util.Arrays.fill(left, from, to, (byte) ' ');
            });
            String rest = new String(left, at, consumed, StandardCharsets.UTF_8);
            if (decoder.rows() == 0) {
                assertThat(rest).matches("[\\s,\\[\\]\uFEFF]*");
            } else {
                assertRecord(rest);
                decoder.reset();
            }
            at += consumed;
        }
    }

    /** Separators, then one value, then nothing; an array may begin with what looks like separators. */
    private static void assertRecord(String text) throws IOException {
        String rest = text;
        while (true) {
            try {
                assertThat(STRICT.readTree(rest).isMissingNode()).as(text).isFalse();
                return;
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                assertThat(rest).as(text).matches("(?s)[\\s,\\[\\]\uFEFF].*");
                rest = rest.substring(1);
            }
        }
    }

    /** A decoder that knows all columns of the good lines already, so that damage cannot change their names. */
    private static Decoding primed(List<String> lines, DecodeSettings settings) {
        Decoding decoding = JsonDecoding.with(settings);
        decoding.payload(bytes(String.join("\n", lines))).take();
        decoding.rows.clear();
        return decoding;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Damaged {
        final Set<Integer> lines = new HashSet<>();
        byte[] payload = {};
        int changes;

        static Damaged make(List<String> lines, SplittableRandom random) {
            Damaged damaged = new Damaged();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int next = random.nextInt(APART);
            for (int line = 0; line < lines.size(); line++) {
                byte[] bytes = bytes(lines.get(line));
                if (line == next) {
                    damaged.lines.add(line);
                    bytes = damaged.damage(bytes, random);
                    next += APART + random.nextInt(APART);
                }
                out.writeBytes(bytes);
                out.write('\n');
            }
            damaged.payload = out.toByteArray();
            return damaged;
        }

        private byte[] damage(byte[] line, SplittableRandom random) {
            List<Byte> bytes = new ArrayList<>();
            for (byte b : line) {
                bytes.add(b);
            }
            int count = 1 + random.nextInt(4);
            for (int i = 0; i < count && !bytes.isEmpty(); i++) {
                changes++;
                int at = random.nextInt(bytes.size());
                switch (random.nextInt(5)) {
                    case 0 -> bytes.set(at, BYTES[random.nextInt(BYTES.length)]);
                    case 1 -> bytes.set(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
                    case 2 -> bytes.add(at, BYTES[random.nextInt(BYTES.length)]);
                    case 3 -> bytes.remove(at);
                    default -> bytes.subList(at, bytes.size()).clear();
                }
            }
            byte[] result = new byte[bytes.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = bytes.get(i);
            }
            return result;
        }
    }
}
