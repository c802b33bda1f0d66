package io.millrace.lake.stats;

import io.millrace.lake.LakeTable;
import io.millrace.lake.storage.SpooledOutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.GenericBlobMetadata;
import org.apache.iceberg.GenericStatisticsFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.StatisticsFile;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.puffin.Blob;
import org.apache.iceberg.puffin.BlobMetadata;
import org.apache.iceberg.puffin.Puffin;
import org.apache.iceberg.puffin.PuffinReader;
import org.apache.iceberg.puffin.PuffinWriter;
import org.apache.iceberg.util.Pair;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics in Puffin files that a table's metadata names. A file goes when its snapshot expires, or when another of the
 * same snapshot takes its place.
 */
final class StatisticsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsFiles.class);

    private StatisticsFiles() {}

    /** @param snapshotId up to which the statistics tell of the table */
    record Stored(TableSummary summary, long snapshotId) {}

    /** The latest that tells of the present state of the table, or of one before it. */
    static Optional<Stored> read(LakeTable table) {
        TableMetadata metadata = table.metadata();
        Map<Long, StatisticsFile> files = new HashMap<>();
        for (StatisticsFile file : metadata.statisticsFiles()) {
            if (file.blobMetadata().stream().anyMatch(blob -> blob.type().equals(TableSummary.COUNTS))) {
                files.put(file.snapshotId(), file);
            }
        }
        if (files.isEmpty() || metadata.currentSnapshot() == null) {
            return Optional.empty();
        }
        for (long id : SnapshotUtil.ancestorIds(metadata.currentSnapshot(), metadata::snapshot)) {
            if (files.containsKey(id)) {
                return readable(table, files.get(id)).map(summary -> new Stored(summary, id));
            }
        }
        return Optional.empty();
    }

    /** Statistics can be made once more, so that a file that is lost or damaged stops nothing. */
    private static Optional<TableSummary> readable(LakeTable table, StatisticsFile file) {
        try {
            return Optional.of(read(table, file));
        } catch (RuntimeException e) {
            LOG.warn("Cannot read statistics of {}: {}", table.name(), file.path(), e);
            return Optional.empty();
        }
    }

    private static TableSummary read(LakeTable table, StatisticsFile file) {
        List<SketchBlob> blobs = new ArrayList<>();
        try (PuffinReader reader = Puffin.read(table.io().newInputFile(file.path()))
                .withFileSize(file.fileSizeInBytes())
                .withFooterSize(file.fileFooterSizeInBytes())
                .build()) {
            List<BlobMetadata> all = reader.fileMetadata().blobs();
            for (Pair<BlobMetadata, ByteBuffer> pair : reader.readAll(all)) {
                byte[] bytes = new byte[pair.second().remaining()];
                pair.second().get(bytes);
                BlobMetadata blob = pair.first();
                blobs.add(new SketchBlob(blob.type(), blob.inputFields(), blob.properties(), bytes));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TableSummary summary = new TableSummary();
        summary.add(blobs);
        return summary;
    }

    /** Writes the statistics of a snapshot and makes them known. */
    static void write(LakeTable table, TableSummary summary, Snapshot snapshot) {
        String location =
                table.operations().metadataFileLocation(snapshot.snapshotId() + "-" + UUID.randomUUID() + ".stats");
        StatisticsFile file = write(table, summary, snapshot, location);
        Optional<StatisticsFile> former = table.metadata().statisticsFiles().stream()
                .filter(other -> other.snapshotId() == snapshot.snapshotId())
                .findFirst();
        try {
            table.iceberg().updateStatistics().setStatistics(file).commit();
        } catch (CommitStateUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            table.io().deleteFile(location);
            throw e;
        }
        former.ifPresent(replaced -> table.io().deleteFile(replaced.path()));
    }

    private static StatisticsFile write(LakeTable table, TableSummary summary, Snapshot snapshot, String location) {
        try (PuffinWriter writer = Puffin.write(SpooledOutputFile.of(table.io(), location))
                .createdBy("Millrace")
                .build()) {
            for (SketchBlob blob : summary.blobs()) {
                writer.add(new Blob(
                        blob.type(),
                        blob.fields(),
                        snapshot.snapshotId(),
                        snapshot.sequenceNumber(),
                        ByteBuffer.wrap(blob.bytes()),
                        null,
                        blob.properties()));
            }
            writer.finish();
            return new GenericStatisticsFile(
                    snapshot.snapshotId(),
                    location,
                    writer.fileSize(),
                    writer.footerSize(),
                    GenericBlobMetadata.from(writer.writtenBlobsMetadata()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
