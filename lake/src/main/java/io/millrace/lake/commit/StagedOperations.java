package io.millrace.lake.commit;

import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** Lets Iceberg's own operations build the next metadata of a table without publishing it. */
final class StagedOperations implements TableOperations {
    private final TableOperations real;
    private TableMetadata staged;

    StagedOperations(TableOperations real, TableMetadata start) {
        this.real = real;
        this.staged = start;
    }

    @Override
    public TableMetadata current() {
        return staged;
    }

    @Override
    public TableMetadata refresh() {
        return staged;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        staged = metadata;
    }

    @Override
    public FileIO io() {
        return real.io();
    }

    @Override
    public EncryptionManager encryption() {
        return real.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return real.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return real.locationProvider();
    }

    @Override
    public long newSnapshotId() {
        return real.newSnapshotId();
    }
}
