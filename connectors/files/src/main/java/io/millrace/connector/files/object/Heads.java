package io.millrace.connector.files.object;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where new names are likely: behind the last name of all, and of the folders that got something last. */
final class Heads {
    private static final int MOST = 16;

    private final Map<String, Head> folders = new HashMap<>();
    private String last = "";

    /** @param startAfter the greatest name that is known to begin with {@code prefix} */
    record Head(String prefix, String startAfter, long modified) {}

    void see(String name, long modified) {
        last = name.compareTo(last) > 0 ? name : last;
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        Head head = folders.get(folder);
        if (head == null) {
            folders.put(folder, new Head(folder, name, modified));
            forgetStalest();
        } else {
            String after = name.compareTo(head.startAfter()) > 0 ? name : head.startAfter();
            folders.put(folder, new Head(folder, after, Math.max(head.modified(), modified)));
        }
    }

    List<Head> all() {
        List<Head> all = new ArrayList<>(folders.values());
        all.add(new Head("", last, 0));
        return all;
    }

    private void forgetStalest() {
        if (folders.size() > MOST) {
            folders.values().stream()
                    .min(Comparator.comparingLong(Head::modified).thenComparing(Head::prefix))
                    .ifPresent(head -> folders.remove(head.prefix()));
        }
    }
}
