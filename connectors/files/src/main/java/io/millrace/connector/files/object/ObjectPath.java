package io.millrace.connector.files.object;

import io.millrace.connector.files.read.FileNames;
import java.util.List;
import java.util.Optional;

/**
 * Where in a bucket objects are looked for.
 *
 * @param root what the names of splits do not show: empty, or ending in a slash
 * @param names of the objects to read, below the root
 */
public record ObjectPath(String root, FileNames names) {
    /**
     * @param path a folder, or a glob
     * @param filePattern what the names of objects must match
     */
    public static ObjectPath parse(String path, Optional<String> filePattern) {
        String[] parts = path.isEmpty() ? new String[0] : path.split("/");
        int fixed = 0;
        while (fixed < parts.length && !FileNames.isGlob(parts[fixed])) {
            fixed++;
        }
        String root = fixed == 0 ? "" : String.join("/", List.of(parts).subList(0, fixed)) + "/";
        String glob = String.join("/", List.of(parts).subList(fixed, parts.length));
        FileNames names = new FileNames(
                glob.isEmpty() ? Optional.empty() : Optional.of(FileNames.matcher(ObjectOptions.LOCATION, glob)),
                Optional.empty());
        return new ObjectPath(root, names.withPattern(filePattern));
    }
}
