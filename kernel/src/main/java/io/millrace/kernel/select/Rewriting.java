package io.millrace.kernel.select;

import io.millrace.spi.error.SourceLocation;
import java.util.List;

/**
 * How a text came to be from another one.
 *
 * @param original what the user wrote
 * @param names of the columns and fields that are mentioned, with their offsets in the original
 * @param products arrays whose elements are combined, each with each
 */
public record Rewriting(SelectText original, Origins origins, List<Name> names, List<Product> products) {
    /** A name in the original, and whether the path that it belongs to leads through arrays. */
    public record Name(String name, int offset, boolean leadsThroughArrays) {}

    /** Two arrays that have nothing to do with each other, in one UNNEST. */
    public record Product(SourceLocation location, String first, String second) {}

    public Rewriting {
        names = List.copyOf(names);
        products = List.copyOf(products);
    }
}
