package io.millrace.connector.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import io.millrace.connector.files.object.ObjectStore;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The blobs of a container whose names begin with a root. */
final class AzureStore implements ObjectStore {
    /** Of one request; a stream holds that much. */
    private static final int BLOCK = 8 << 20;

    private static final String FOLDER = "hdi_isfolder";

    private final Supplier<BlobContainerClient> open;
    private final AzureLocation location;
    private final String root;
    private BlobContainerClient opened;

    /** @param open makes the client when it is first needed */
    AzureStore(Supplier<BlobContainerClient> open, AzureLocation location) {
        this.open = open;
        this.location = location;
        this.root = location.path().root();
    }

    /** A file that is written in parts begins as an empty one: it is shown when there is something in it. */
    @Override
    public void list(String prefix, String startAfter, Consumer<StoredFile> each) {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(root + prefix)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        if (!startAfter.isEmpty()) {
            options.setStartFrom(root + startAfter);
        }
        try {
            for (BlobItem item : container().listBlobs(options, null)) {
                boolean after = item.getName().compareTo(root + startAfter) > 0;
                if (after && !isFolder(item) && item.getProperties().getContentLength() > 0) {
                    each.accept(file(item));
                }
            }
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw AzureErrors.of("list " + address(), e);
        }
    }

    @Override
    public void validate() {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(root.isEmpty() ? null : root).setMaxResultsPerPage(1);
        try {
            container().listBlobs(options, null).iterableByPage().iterator().next();
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw AzureErrors.of("list " + address(), e);
        }
    }

    @Override
    public Opened open(SplitRange planned) {
        return open(planned, new BlobInputStreamOptions().setBlockSize(BLOCK));
    }

    @Override
    public boolean opensAnywhere() {
        return true;
    }

    @Override
    public Opened open(SplitRange planned, long from, long to) {
        return open(
                planned,
                new BlobInputStreamOptions()
                        .setBlockSize((int) Math.min(BLOCK, to - from))
                        .setRange(new BlobRange(from, to - from)));
    }

    private Opened open(SplitRange planned, BlobInputStreamOptions options) {
        BlobInputStream stream;
        try {
            stream = blob(planned.split()).openInputStream(options);
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw AzureErrors.isGone(e)
                    ? gone(planned.split())
                    : AzureErrors.of("read file " + address(planned.split()), e);
        }
        BlobProperties found = stream.getProperties();
        if (!isPlanned(planned, found)) {
            throw replaced(planned.split());
        }
        StoredFile file =
                new StoredFile(planned.split(), found.getBlobSize(), micros(found.getLastModified()), found.getETag());
        return new Opened(file, new AzureStream(stream));
    }

    /** Every request of a stream but the first is for what the first one found. */
    @Override
    public void requireUnchanged(StoredFile file) {}

    @Override
    public void delete(SplitRange read) throws IOException {
        try {
            BlobClient blob = blob(read.split());
            BlobProperties found = blob.getProperties();
            if (isPlanned(read, found)) {
                blob.deleteWithResponse(
                        null, new BlobRequestConditions().setIfMatch(found.getETag()), null, Context.NONE);
            }
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!AzureErrors.isGone(e)) {
                throw AzureErrors.of("delete " + address(read.split()), e);
            }
        }
    }

    @Override
    public void close() {
        // The client holds nothing of its own.
    }

    private synchronized BlobContainerClient container() {
        if (opened == null) {
            opened = open.get();
        }
        return opened;
    }

    private BlobClient blob(String name) {
        return container().getBlobClient(root + name);
    }

    private StoredFile file(BlobItem item) {
        return new StoredFile(
                item.getName().substring(root.length()),
                item.getProperties().getContentLength(),
                micros(item.getProperties().getLastModified()),
                item.getProperties().getETag());
    }

    @Override
    public String address(String name) {
        return location.shown() + root + name;
    }

    private static boolean isFolder(BlobItem item) {
        return item.getMetadata() != null
                && Boolean.parseBoolean(item.getMetadata().get(FOLDER));
    }

    private static boolean isPlanned(SplitRange planned, BlobProperties found) {
        return found.getBlobSize() == planned.bytes() && found.getLastModified().toEpochSecond() == planned.first();
    }

    private static long micros(OffsetDateTime modified) {
        return modified.toEpochSecond() * 1_000_000;
    }
}
