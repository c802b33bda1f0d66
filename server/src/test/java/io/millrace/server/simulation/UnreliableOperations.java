package io.millrace.server.simulation;

import java.util.Random;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/** A catalog that loses requests and answers, refuses, is away, is overtaken, and whose caller may die meanwhile. */
final class UnreliableOperations implements TableOperations {
    private final TableOperations real;
    private final Random random;
    private final Runnable meanwhile;

    /** @param meanwhile what another process may do while this one is about to commit */
    UnreliableOperations(TableOperations real, Random random, Runnable meanwhile) {
        this.real = real;
        this.random = random;
        this.meanwhile = meanwhile;
    }

    @Override
    public TableMetadata current() {
        return real.current();
    }

    @Override
    public TableMetadata refresh() {
        if (random.nextInt(40) == 0) {
            throw new RuntimeIOException("the catalog is away");
        }
        return real.refresh();
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        int fate = random.nextInt(100);
        if (fate < 8) {
            throw new CommitStateUnknownException(new IllegalStateException("request lost"));
        } else if (fate < 14) {
            throw new CommitFailedException("refused");
        } else if (fate < 18) {
            throw new Crash("before a commit");
        } else if (fate < 24) {
            meanwhile.run();
        }
        real.commit(base, metadata);
        if (fate >= 92) {
            throw new CommitStateUnknownException(new IllegalStateException("answer lost"));
        } else if (fate >= 86) {
            throw new Crash("after a commit");
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
        return LocationProviders.locationsFor(
                real.current().location(), real.current().properties());
    }
}
