package io.millrace.spi.source;

import io.millrace.spi.decode.Splitting;
import io.millrace.spi.option.StartPoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What one job reads. Planning asks for positions and ranges; tasks read ranges, possibly in another process. A range
 * read twice yields the same payloads in the same order.
 *
 * <p>Not safe for use by two threads, except that each {@link PayloadReader} may live on a thread of its own. Errors
 * outside are thrown as {@link io.millrace.spi.error.MillraceException} of kind EXTERNAL and may be tried again.
 */
public interface Source extends AutoCloseable {
    /** The system columns that readers fill, in the order of {@link PayloadReader#columns}. */
    List<SourceColumn> columns();

    /** Checks that what the options name exists and may be read; called when a job is created. */
    void validate();

    /** The position at which a new job begins. Splits that appear later are read from their beginning. */
    Position start(StartPoint point);

    /** The position behind which nothing is to be read, for END_AT: splits that are missing are not read at all. */
    Position end(StartPoint point);

    /**
     * The next ranges to read after {@code position}, oldest first, within {@code limit}; empty when nothing is
     * available. A payload larger than the limit is still returned, alone.
     *
     * @throws io.millrace.spi.error.MillraceException POSITION_LOST when the source no longer holds what follows
     *     {@code position}; the message says which split and offsets
     */
    List<SplitRange> next(Position position, RunLimit limit);

    /**
     * Cuts those ranges that hold one large payload into parts of it, which may be read by several tasks of one run. A part
     * has the offsets of its payload: a position knows payloads that were read whole only.
     *
     * @param ranges from {@link #next}
     * @return ranges that together hold the same
     */
    default List<SplitRange> cut(List<SplitRange> ranges, Splitting splitting) {
        return ranges;
    }

    /** For a job told to go on after POSITION_LOST: {@code position} with lost offsets replaced by the oldest kept. */
    Position skipLost(Position position);

    /**
     * The position without what it says of splits that the source has replaced by others of the same name, for certain;
     * asked for before each planning, and committed when it differs.
     */
    default Position renewed(Position position) {
        return position;
    }

    /**
     * A position that means the same and is smaller, for a source whose splits come and go: what the source no longer
     * has needs no entry. Called with what {@link Position#advance} yields, before it is stored; the result is what the
     * job goes on from.
     */
    default Position compact(Position position) {
        return position;
    }

    /**
     * What {@code position}, which may be compact, says about the splits of {@code ranges}, with an entry of its own for
     * each that it has reached: fit for {@link Position#covers}.
     */
    default Position reached(Position position, List<SplitRange> ranges) {
        return position;
    }

    /** Whether nothing that lies before {@code end}, which {@link #end} gave, waits behind {@code position}. */
    default boolean hasReached(Position position, Position end) {
        return compact(position.furthest(end)).equals(compact(position));
    }

    /**
     * Says that what a run read is committed and visible: a source may now clear it away. What goes wrong with that is no
     * failure of the run.
     *
     * @param position after the run
     * @param ranges that it read
     */
    default void committed(Position position, List<SplitRange> ranges) {}

    /** Says with which committed position a job goes on that was at work before, perhaps in a process that was killed. */
    default void resumed(Position position) {}

    /** How many payloads wait behind {@code position} per split, and the time of the oldest; for lag figures. */
    Map<String, Long> backlog(Position position);

    /**
     * How far what {@link #next} has returned last is behind the newest data; zero when it is caught up, or when {@link
     * #backlog} tells all that there is.
     */
    default Duration behind() {
        return Duration.ZERO;
    }

    /** Reads ranges one after the other. */
    PayloadReader read(List<SplitRange> ranges);

    @Override
    void close();
}
