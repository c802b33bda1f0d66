package io.millrace.connector.generator;

import static java.util.Objects.requireNonNull;

/** Events as a text of the user's says, with placeholders for what differs from event to event. */
final class TextTemplate implements Template {
    private final Piece[] pieces;
    private final EventTimes times;
    private final Draw draw;
    private final DirtShare dirt;

    /**
     * @param dirtiness the share of events with {@link Dirt}, from 0 to 1
     * @throws io.millrace.spi.error.MillraceException INVALID_OPTION_VALUE if the text is no template
     */
    TextTemplate(String text, long seed, EventTimes times, double dirtiness) {
        this.times = requireNonNull(times, "times is null");
        this.draw = new Draw(seed);
        TextTemplateParser parser = new TextTemplateParser(text, draw);
        this.pieces = parser.parse();
        this.dirt = new DirtShare(seed, dirtiness, parser.writesTime(), parser.writesNumber());
    }

    /** What is wrong with an event. */
    Dirt dirt(int partition, long sequence) {
        return dirt.draw(partition, sequence);
    }

    @Override
    public void write(int partition, long sequence, EventBuffer into) {
        Dirt wrong = dirt.draw(partition, sequence);
        long late = wrong == Dirt.LATE ? dirt.lateMicros() : 0;
        draw.begin(partition, sequence, times.at(sequence) - late, wrong == Dirt.TEXT_FOR_NUMBER);
        into.clear();
        for (Piece piece : pieces) {
            piece.write(into);
        }
        if (wrong == Dirt.TRUNCATED) {
            dirt.cut(into);
        }
    }

    @Override
    public long timeMicros(int partition, long sequence) {
        return times.at(sequence);
    }
}
