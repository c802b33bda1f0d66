package io.millrace.lake.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.Map;
import java.util.Optional;

/**
 * What a table says about the backfill of a job, in a property.
 *
 * @param shadow the identity under which the rows are built
 * @param epoch of the process that builds them
 * @param fork the snapshot that readers saw when the branch was made; -1 if there was none
 * @param swapped whether readers see what was built
 * @param runsBefore the number of the last run of the version that was replaced, once it is
 */
record ShadowState(String shadow, long epoch, long fork, boolean swapped, long runsBefore) {
    private static final String PREFIX = "millrace.backfill.";
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static String property(String jobId) {
        return PREFIX + jobId;
    }

    static Optional<ShadowState> find(Map<String, String> properties, String jobId) {
        return Optional.ofNullable(properties.get(property(jobId))).map(ShadowState::parse);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ShadowState parse(String text) {
        try {
            return JSON.readValue(text, ShadowState.class);
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.COMMIT_REFUSED, "Cannot read how a backfill stands: " + text, e);
        }
    }
}
