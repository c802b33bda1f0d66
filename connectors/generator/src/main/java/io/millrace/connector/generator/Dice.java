package io.millrace.connector.generator;

/** Numbers that look random and follow from seed, partition and sequence alone: SplitMix64. */
final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final long seed;
    private long state;

    Dice(long seed) {
        this.seed = mix(seed + GOLDEN);
    }

    /** Begins the numbers of one event. */
    void begin(int partition, long sequence) {
        state = mix(seed ^ mix(sequence * GOLDEN + partition));
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}, as good as evenly. */
    int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** A number from 0 to below 1. */
    double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    byte[] pick(byte[][] words) {
        return words[below(words.length)];
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
