package io.millrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.Result.Heading;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @Test
    void findsLeavesAndSiblings() {
        List<Leaf> leaves = Leaf.of(List.of(
                new Heading("id", "VARCHAR"),
                new Heading("total", "DOUBLE"),
                new Heading("total_string", "VARCHAR"),
                new Heading("customer", "STRUCT(email VARCHAR, address STRUCT(city VARCHAR))"),
                new Heading("items", "STRUCT(sku VARCHAR, tags VARCHAR[])[]")));

        assertThat(leaves)
                .extracting(Leaf::path)
                .containsExactly(
                        "id",
                        "total",
                        "total_string",
                        "customer.email",
                        "customer.address.city",
                        "items[].sku",
                        "items[].tags[]");
        assertThat(leaves).filteredOn(leaf -> leaf.isSibling(leaves)).containsExactly(new Leaf("total_string"));
    }

    @Test
    void doesNotTouchFilesOfTheUser(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("mine.txt"), "mine");

        assertThatThrownBy(() -> DemoDirectory.given(directory))
                .isInstanceOf(MillraceException.class)
                .hasMessage("Cannot show the demo in a directory with files: " + directory);
        assertThat(directory.resolve("mine.txt")).exists();
    }

    @Test
    void emptiesItsOwnDirectory(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("demo/warehouse"));
        Files.writeString(directory.resolve("demo/warehouse/old"), "old");

        assertThat(DemoDirectory.fresh(directory.resolve("demo")).path()).doesNotExist();
    }
}
