package io.millrace.connector.files;

import io.millrace.connector.files.read.Storage;
import io.millrace.connector.files.read.StoredFile;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.source.SplitRange;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The files below a directory of this machine, which may change while they are read. */
final class LocalStorage implements Storage {
    private final Path root;

    LocalStorage(Path root) {
        this.root = root;
    }

    @Override
    public Opened open(SplitRange planned) throws IOException {
        StoredFile file = planned(planned);
        return new Opened(file, Files.newInputStream(path(file.name())));
    }

    private StoredFile planned(SplitRange planned) throws IOException {
        StoredFile file = stat(planned.split());
        if (file.size() != planned.bytes()) {
            throw changed(
                    file.name(), "it had " + planned.bytes() + " bytes when it was planned and has " + file.size());
        }
        return file;
    }

    @Override
    public boolean opensAnywhere() {
        return true;
    }

    @Override
    public Opened open(SplitRange planned, long from, long to) throws IOException {
        StoredFile file = planned(planned);
        FileChannel channel = FileChannel.open(path(file.name()));
        return new Opened(file, Channels.newInputStream(channel.position(from)));
    }

    @Override
    public void requireUnchanged(StoredFile file) throws IOException {
        if (!stat(file.name()).equals(file)) {
            throw changed(file.name(), "it was written while it was being read");
        }
    }

    @Override
    public void delete(SplitRange read) throws IOException {
        try {
            if (stat(read.split()).size() == read.bytes()) {
                Files.deleteIfExists(path(read.split()));
            }
        } catch (NoSuchFileException e) {
            // deleted before: as it should be
        }
    }

    @Override
    public MillraceException failure(String name, IOException error) {
        if (error instanceof AccessDeniedException) {
            return new MillraceException(ErrorCode.SOURCE_ACCESS_DENIED, "Cannot read file: " + path(name), error)
                    .withHint("give the user that runs millrace the right to read it");
        }
        String reason = error instanceof NoSuchFileException ? "it is gone since it was planned" : error.getMessage();
        return new MillraceException(
                ErrorCode.SOURCE_UNAVAILABLE, "Cannot read file: " + path(name) + ": " + reason, error);
    }

    @Override
    public void close() {
        // Only readers hold anything open.
    }

    private StoredFile stat(String name) throws IOException {
        Listing.Entry entry = Listing.Entry.of(Files.readAttributes(path(name), BasicFileAttributes.class));
        return new StoredFile(name, entry.size(), entry.modifiedMicros(), "");
    }

    private Path path(String name) {
        return root.resolve(name);
    }

    private MillraceException changed(String name, String how) {
        return new MillraceException(ErrorCode.SOURCE_UNAVAILABLE, "Cannot read file: " + path(name) + ": " + how)
                .withHint("write files under a name that ends in .tmp and rename them, or raise SETTLE_TIME");
    }
}
