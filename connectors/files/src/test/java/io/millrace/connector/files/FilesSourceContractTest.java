package io.millrace.connector.files;

import io.millrace.spi.source.Source;
import io.millrace.testing.source.SourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

class FilesSourceContractTest extends SourceContract {
    @TempDir
    private Path directory;

    private int written;

    @Override
    protected Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    protected Source open() {
        return inbox().open();
    }

    @Override
    protected void grow(int payloads) {
        for (int i = 0; i < payloads; i++) {
            inbox().write("file-" + written++ + ".json", "{\"n\":1}\n");
        }
    }

    @Override
    protected void addSplit(int payloads) {
        grow(payloads);
    }

    @Override
    protected void removeSplit() {
        inbox().delete("file-0.json");
    }

    @Override
    protected void goAway() {
        move(inbox().directory(), directory.resolve("away"));
    }

    @Override
    protected void comeBack() {
        move(directory.resolve("away"), inbox().directory());
    }

    @Override
    protected void write(byte[] payload) {
        inbox().write("poison.json", payload);
    }

    private Inbox inbox() {
        Path inbox = directory.resolve("inbox");
        if (!Files.exists(inbox) && !Files.exists(directory.resolve("away"))) {
            inbox.toFile().mkdir();
        }
        return new Inbox(inbox);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
