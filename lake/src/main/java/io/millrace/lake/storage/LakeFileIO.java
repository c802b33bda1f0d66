package io.millrace.lake.storage;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.StorageCredential;
import org.apache.iceberg.io.SupportsStorageCredentials;

/**
 * Files of this machine and objects of S3, told apart by their locations. The client of S3 is Iceberg's, with its
 * properties; neither its classes nor those below are loaded before a location needs them.
 */
public final class LakeFileIO implements FileIO, SupportsStorageCredentials {
    /** The property that names the directory in which files are made that go to an object store. */
    public static final String STAGING_DIRECTORY = "s3.staging-dir";

    private static final String S3_FILE_IO = "org.apache.iceberg.aws.s3.S3FileIO";
    private static final Set<String> S3_SCHEMES = Set.of("s3", "s3a", "s3n");
    private static final Map<String, String> S3_DEFAULTS = Map.of("http-client.type", "urlconnection");

    private final LocalFileIO local = new LocalFileIO();
    private Map<String, String> properties = Map.of();
    private List<StorageCredential> credentials = List.of();
    private transient volatile FileIO remote;

    /** Whether a location is a file of this machine. */
    public static boolean isLocal(String location) {
        String scheme = scheme(location);
        return scheme.isEmpty() || scheme.equals("file");
    }

    @Override
    public void initialize(Map<String, String> all) {
        properties = new HashMap<>(all);
    }

    @Override
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    @Override
    public void setCredentials(List<StorageCredential> given) {
        credentials = List.copyOf(given);
    }

    @Override
    public List<StorageCredential> credentials() {
        return credentials;
    }

    @Override
    public InputFile newInputFile(String location) {
        return io(location).newInputFile(location);
    }

    @Override
    public InputFile newInputFile(String location, long length) {
        return io(location).newInputFile(location, length);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return io(location).newOutputFile(location);
    }

    @Override
    public void deleteFile(String location) {
        io(location).deleteFile(location);
    }

    @Override
    public synchronized void close() {
        if (remote != null) {
            remote.close();
            remote = null;
        }
    }

    private FileIO io(String location) {
        if (isLocal(location)) {
            return local;
        }
        if (!S3_SCHEMES.contains(scheme(location))) {
            throw new MillraceException(ErrorCode.NOT_YET_AVAILABLE, "Cannot use storage: " + location)
                    .withHint("tables lie in directories of this machine or in s3://");
        }
        return remote();
    }

    private FileIO remote() {
        FileIO opened = remote;
        if (opened == null) {
            synchronized (this) {
                opened = remote;
                if (opened == null) {
                    Map<String, String> all = new HashMap<>(S3_DEFAULTS);
                    all.putAll(properties);
                    opened = CatalogUtil.loadFileIO(S3_FILE_IO, all, null, credentials);
                    remote = opened;
                }
            }
        }
        return opened;
    }

    private static String scheme(String location) {
        int colon = location.indexOf(':');
        boolean path = colon < 0 || location.lastIndexOf('/', colon) >= 0;
        return path ? "" : location.substring(0, colon).toLowerCase(Locale.ROOT);
    }
}
