package io.millrace.lake.deletes;

import io.millrace.lake.storage.SpooledOutputFile;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.DVFileWriter;
import org.apache.iceberg.deletes.Deletes;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DeleteWriteResult;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.IOUtil;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.util.ContentFileUtil;

/** Reads and writes deletion vectors: the deleted rows of one data file each, in Puffin files. */
public final class DeletionVectors {
    private DeletionVectors() {}

    /**
     * The deleted rows of a data file.
     *
     * @param deletes all that apply to the file
     * @throws MillraceException NOT_YET_AVAILABLE for deletes of another kind, LAKE_UNAVAILABLE
     */
    public static PositionDeleteIndex read(FileIO io, List<DeleteFile> deletes) {
        if (deletes.isEmpty()) {
            return PositionDeleteIndex.empty();
        }
        if (deletes.size() > 1 || !ContentFileUtil.isDV(deletes.get(0))) {
            throw new MillraceException(
                            ErrorCode.NOT_YET_AVAILABLE,
                            "Cannot read rows deleted without a deletion vector: "
                                    + deletes.get(0).location())
                    .withHint("compact the table with the engine that deleted the rows");
        }
        return read(io, deletes.get(0));
    }

    private static PositionDeleteIndex read(FileIO io, DeleteFile vector) {
        byte[] blob = new byte[Math.toIntExact(vector.contentSizeInBytes())];
        try (SeekableInputStream in = io.newInputFile(vector.location()).newStream()) {
            in.seek(vector.contentOffset());
            IOUtil.readFully(in, blob, 0, blob.length);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.LAKE_UNAVAILABLE, "Cannot read deletion vector: " + vector.location(), e);
        }
        return PositionDeleteIndex.deserialize(blob, vector);
    }

    /**
     * Writes the vector of a data file, which stands for the one it had; it is not part of the table yet. Each has a file of its
     * own: when snapshots expire, Iceberg deletes a file as soon as one of the vectors in it is replaced.
     *
     * @param written takes the location before anything is there
     */
    public static DeleteWriteResult write(Table table, DeletedPositions deleted, Consumer<String> written) {
        String name = FileFormat.PUFFIN.addExtension(UUID.randomUUID() + "-deletes");
        String location = table.locationProvider().newDataLocation(name);
        written.accept(location);
        DataFile file = deleted.file();
        PartitionSpec spec = table.specs().get(file.specId());
        DVFileWriter writer = Deletes.writeDVs(
                EncryptedFiles.plainAsEncryptedOutput(SpooledOutputFile.of(table.io(), location)),
                path -> deleted.before());
        try (writer) {
            deleted.positions().stream()
                    .forEach(position -> writer.delete(file.location(), position, spec, file.partition()));
        } catch (IOException e) {
            throw new MillraceException(ErrorCode.LAKE_UNAVAILABLE, "Cannot write deletion vector: " + location, e);
        }
        return writer.result();
    }
}
