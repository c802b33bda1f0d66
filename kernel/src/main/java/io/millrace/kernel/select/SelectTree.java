package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;
import java.util.OptionalInt;

/** The syntax tree of a query in plain SQL, and where its nodes come from. */
public final class SelectTree {
    private final JsonNode root;
    private final SelectText source;
    private final ByteOffsets bytes;
    private final IdentityHashMap<JsonNode, Integer> tables;

    SelectTree(JsonNode root, SelectText source, ByteOffsets bytes, IdentityHashMap<JsonNode, Integer> tables) {
        this.root = root;
        this.source = source;
        this.bytes = bytes;
        this.tables = tables;
    }

    /** The query: a SELECT or a set operation. */
    public JsonNode root() {
        return root;
    }

    /** The index of the {@link TableUse} that a node of FROM is; none for what is no table. */
    public OptionalInt table(JsonNode ref) {
        Integer index = tables.get(ref);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** What the user wrote for an expression, in one line. */
    public String written(JsonNode node) {
        int start = Ast.start(node);
        if (start == Integer.MAX_VALUE) {
            return "";
        }
        String text = source.written(bytes.toChars(start), bytes.toChars(Ast.limit(node)));
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** Whether a node stands in the user's text, and was not put there by rewriting. */
    public boolean isWritten(JsonNode node) {
        return Ast.isPlaced(node) && source.isWritten(bytes.toChars(Ast.location(node)));
    }
}
