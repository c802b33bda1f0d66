package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.token.SqlToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is gathered while a query is walked. */
final class Analysis {
    final SelectText source;
    final Normalized normalized;
    final NameDefaults defaults;
    final List<Edit> edits = new ArrayList<>();
    final List<TableUse> tables = new ArrayList<>();
    final List<JsonNode> columnRefs = new ArrayList<>();

    /** Where tables are mentioned, with the index of each mention. */
    final IdentityHashMap<JsonNode, Integer> tableRefs = new IdentityHashMap<>();

    /** Tables whose hidden columns cannot be left out of {@code *} where they stand, and are not there at all. */
    final Set<Integer> visibleOnly = new HashSet<>();

    /** Tables that may be missing from a row of an outer join. */
    final Set<Integer> optional = new HashSet<>();

    /** Nodes of a time filter, which has been dealt with. */
    final Set<JsonNode> consumed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Tables on the right of joins. */
    final List<JoinUse> joins = new ArrayList<>();

    /** The names by which the columns of tables are qualified. */
    final Map<Integer, String> aliases = new HashMap<>();

    Optional<WindowUse> window = Optional.empty();
    boolean perRow = true;
    boolean perCommit;
    boolean hasWindows;
    boolean usesRunTimes;

    private final ByteOffsets bytes;

    Analysis(SelectText source, Normalized normalized, NameDefaults defaults) {
        this.source = source;
        this.normalized = normalized;
        this.defaults = defaults;
        this.bytes = new ByteOffsets(normalized.text());
    }

    int chars(int byteOffset) {
        return bytes.toChars(byteOffset);
    }

    /** The index of the first token at a byte offset or behind it. */
    int tokenAt(int byteOffset) {
        return normalized.tokenAt(chars(byteOffset));
    }

    SqlToken token(int index) {
        return normalized.token(index);
    }

    void insert(int offset, String text) {
        edits.add(Edit.text(offset, offset, text));
    }

    void replace(int start, int end, String text) {
        edits.add(Edit.text(start, end, text));
    }

    void filter(int table, IncrementalFilter filter) {
        TableUse use = tables.get(table);
        tables.set(table, new TableUse(table, use.name(), use.location(), use.travel(), Optional.of(filter)));
    }

    SourceLocation place(JsonNode node) {
        int start = Ast.start(node);
        return source.location(start == Integer.MAX_VALUE ? 0 : chars(start));
    }

    MillraceException error(ErrorCode code, JsonNode node, String message) {
        return new MillraceException(code, place(node), message);
    }
}
