package io.millrace.server.query;

import io.millrace.server.Result;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Lines of text as a table of one column. */
public final class TextTable implements Result.Table {
    private final String name;
    private final Iterator<String> lines;
    private String current = "";

    private TextTable(String name, Iterator<String> lines) {
        this.name = name;
        this.lines = lines;
    }

    public static Result.Table of(String name, List<String> lines) {
        return new TextTable(name, List.copyOf(lines).iterator());
    }

    @Override
    public List<Result.Heading> columns() {
        return List.of(new Result.Heading(name, "VARCHAR"));
    }

    @Override
    public boolean next() {
        boolean more = lines.hasNext();
        current = more ? lines.next() : "";
        return more;
    }

    @Override
    public Optional<Object> value(int column) {
        return Optional.of(current);
    }

    @Override
    public String json() {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put(name, current)
                .toString();
    }

    @Override
    public void close() {}
}
