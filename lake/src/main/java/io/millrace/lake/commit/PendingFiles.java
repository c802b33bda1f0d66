package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;

/**
 * Files of a run that belong into a second table. The commit of the first one names them, in a property of that table, so
 * that what the run wrote into either is decided by one swap; whoever goes on with the job adds them to the second table
 * before anything else.
 *
 * @param run the number of the run that wrote them
 */
public record PendingFiles(long run, List<DataFile> files) {
    private static final String PREFIX = "millrace.rejects.";
    private static final ObjectMapper JSON = new ObjectMapper();

    public PendingFiles {
        files = List.copyOf(files);
    }

    /** The property of the first table. */
    public static String property(String jobId) {
        return PREFIX + requireNonNull(jobId, "jobId is null");
    }

    /** @param spec of the second table */
    public static Optional<PendingFiles> find(Map<String, String> properties, String jobId, PartitionSpec spec) {
        return Optional.ofNullable(properties.get(property(jobId))).map(text -> parse(text, spec));
    }

    /** The value of the property; empty text, which removes it, when there is no file. */
    public String json(PartitionSpec spec) {
        if (files.isEmpty()) {
            return "";
        }
        ObjectNode node = JSON.createObjectNode();
        node.put("run", run);
        ArrayNode array = node.putArray("files");
        try {
            for (DataFile file : files) {
                array.add(JSON.readTree(ContentFileParser.toJson(file, spec)));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return node.toString();
    }

    private static PendingFiles parse(String text, PartitionSpec spec) {
        try {
            JsonNode node = JSON.readTree(text);
            List<DataFile> files = new ArrayList<>();
            for (JsonNode file : node.get("files")) {
                files.add((DataFile) ContentFileParser.fromJson(file, Map.of(spec.specId(), spec)));
            }
            return new PendingFiles(node.get("run").longValue(), files);
        } catch (JsonProcessingException | RuntimeException e) {
            throw new MillraceException(ErrorCode.COMMIT_REFUSED, "Cannot read which files are pending: " + text, e);
        }
    }
}
