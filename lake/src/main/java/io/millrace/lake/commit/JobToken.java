package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.Position;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a table says about a job: how far it has come. Changed in the same commit as the data it covers, kept in a table
 * property, so that it survives the expiry of snapshots.
 *
 * @param jobId given once, when the job is created
 * @param run the number of the last committed run, from 1
 * @param epoch the fencing epoch of the lease under which it was committed
 * @param attempt tells two attempts at the same run apart
 * @param commitTimeMicros the {@code _commit_time} of the run's rows, microseconds since 1970
 * @param position how far the job has read after the run
 * @param replayedMicros rejects kept up to this commit time have been decoded once more; 0 if none ever were
 */
public record JobToken(
        String jobId,
        long run,
        long epoch,
        String attempt,
        long commitTimeMicros,
        Position position,
        long replayedMicros) {
    private static final String PREFIX = "millrace.job.";
    private static final ObjectMapper JSON = new ObjectMapper();

    public JobToken {
        requireNonNull(jobId, "jobId is null");
        requireNonNull(attempt, "attempt is null");
        requireNonNull(position, "position is null");
    }

    /** A token of a job whose rejects were never replayed. */
    public JobToken(String jobId, long run, long epoch, String attempt, long commitTimeMicros, Position position) {
        this(jobId, run, epoch, attempt, commitTimeMicros, position, 0);
    }

    /** The same at another position. */
    public JobToken at(Position other) {
        return new JobToken(jobId, run, epoch, attempt, commitTimeMicros, other, replayedMicros);
    }

    /** The table property that holds the token of a job. */
    public static String property(String jobId) {
        return PREFIX + jobId;
    }

    /** The job whose token a property holds, if it holds any. */
    static Optional<String> jobOf(String property) {
        return property.startsWith(PREFIX) ? Optional.of(property.substring(PREFIX.length())) : Optional.empty();
    }

    public static Optional<JobToken> find(Map<String, String> properties, String jobId) {
        return Optional.ofNullable(properties.get(property(jobId))).map(text -> parse(jobId, text));
    }

    /** The token as the value of its table property. */
    public String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", run);
        node.put("epoch", epoch);
        node.put("attempt", attempt);
        node.put("commit-time", commitTimeMicros);
        if (replayedMicros > 0) {
            node.put("replayed", replayedMicros);
        }
        ObjectNode offsets = node.putObject("position");
        position.offsets().forEach(offsets::put);
        return node.toString();
    }

    private static JobToken parse(String jobId, String text) {
        try {
            JsonNode node = JSON.readTree(text);
            TreeMap<String, BigInteger> offsets = new TreeMap<>();
            node.get("position")
                    .properties()
                    .forEach(entry ->
                            offsets.put(entry.getKey(), entry.getValue().bigIntegerValue()));
            return new JobToken(
                    jobId,
                    node.get("run").longValue(),
                    node.get("epoch").longValue(),
                    node.get("attempt").textValue(),
                    node.get("commit-time").longValue(),
                    new Position(offsets),
                    node.path("replayed").longValue());
        } catch (JsonProcessingException | NullPointerException e) {
            throw new MillraceException(
                    ErrorCode.COMMIT_REFUSED, "Cannot read the position of job " + jobId + ": " + text, e);
        }
    }
}
