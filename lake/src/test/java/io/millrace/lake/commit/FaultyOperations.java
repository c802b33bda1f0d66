package io.millrace.lake.commit;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A catalog whose network loses requests and answers when told to. */
final class FaultyOperations implements TableOperations {
    private final TableOperations real;
    private boolean loseRequest;
    private boolean loseAnswer;
    private Runnable before = () -> {};

    FaultyOperations(TableOperations real) {
        this.real = real;
    }

    void loseNextRequest() {
        loseRequest = true;
    }

    void loseNextAnswer() {
        loseAnswer = true;
    }

    void beforeNextCommit(Runnable action) {
        before = action;
    }

    @Override
    public TableMetadata current() {
        return real.current();
    }

    @Override
    public TableMetadata refresh() {
        return real.refresh();
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        Runnable action = before;
        before = () -> {};
        action.run();
        if (loseRequest) {
            loseRequest = false;
            throw new CommitStateUnknownException(new IllegalStateException("request lost"));
        }
        real.commit(base, metadata);
        if (loseAnswer) {
            loseAnswer = false;
            throw new CommitStateUnknownException(new IllegalStateException("answer lost"));
        }
    }

    @Override
    public FileIO io() {
        return real.io();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return real.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return real.locationProvider();
    }
}
