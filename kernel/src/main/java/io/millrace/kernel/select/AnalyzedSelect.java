package io.millrace.kernel.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A SELECT, understood as far as its text goes. */
public final class AnalyzedSelect {
    private final SelectText source;
    private final Normalized normalized;
    private final List<TableUse> tables;
    private final List<SelectItem> items;
    private final List<Edit> edits;
    private final List<JsonNode> columnRefs;
    private final Set<Integer> visibleOnly;
    private final boolean usesRunTimes;
    private final boolean perRow;
    private final boolean stateless;
    private final boolean perCommit;
    private final List<JoinUse> joins;
    private final TimeColumn time;
    private final ByteOffsets bytes;
    private final SelectTree tree;
    private final Optional<WindowUse> window;

    AnalyzedSelect(Analysis analysis, List<SelectItem> items, JsonNode query) {
        this.source = analysis.source;
        this.normalized = analysis.normalized;
        this.tables = List.copyOf(analysis.tables);
        this.items = List.copyOf(items);
        this.edits = List.copyOf(analysis.edits);
        this.columnRefs = List.copyOf(analysis.columnRefs);
        this.visibleOnly = Set.copyOf(analysis.visibleOnly);
        this.usesRunTimes = analysis.usesRunTimes;
        this.perRow = analysis.perRow;
        this.stateless = stateless(analysis);
        this.perCommit = analysis.perCommit && !analysis.usesRunTimes && exact(analysis);
        this.joins = List.copyOf(analysis.joins);
        this.time = analysis.defaults.time();
        this.bytes = new ByteOffsets(normalized.text());
        this.tree = new SelectTree(query, source, bytes, analysis.tableRefs);
        this.window = analysis.window;
    }

    public SelectText source() {
        return source;
    }

    /** The syntax tree of the text that {@link #render} begins from. */
    public SelectTree tree() {
        return tree;
    }

    /** Every mention of a table, in the order of the FROM clauses. */
    public List<TableUse> tables() {
        return tables;
    }

    /** The items of the outermost SELECT list; of a set operation, those of its first SELECT. */
    public List<SelectItem> items() {
        return items;
    }

    /** The tables that a run reads a range of commits of. */
    public List<TableUse> incremental() {
        return tables.stream().filter(table -> table.filter().isPresent()).toList();
    }

    /** Whether {@code run_start_time()} or {@code run_end_time()} stand anywhere but in a time filter. */
    public boolean usesRunTimes() {
        return usesRunTimes;
    }

    /**
     * Whether every result row comes from one row of the one incremental table, so that a run over several intervals
     * yields what the runs over each of them would.
     */
    public boolean isStateless() {
        return stateless;
    }

    /**
     * Whether every result row comes from rows of one commit of the one table, so that it does not matter which commits
     * a run covers, as long as they are whole.
     */
    public boolean isPerCommit() {
        return perCommit;
    }

    /** The windows over the event time that its rows are grouped by. */
    public Optional<WindowUse> window() {
        return window;
    }

    /** A part of the text for DuckDB. */
    public String render(Part part, RenderContext context) {
        List<Edit> inside = edits.stream()
                .filter(edit -> part.start() <= edit.start() && edit.start() < part.end() && edit.end() <= part.end())
                .map(edit -> edit.moved(-part.start()))
                .toList();
        return Rendered.of(normalized.text().substring(part.start(), part.end()), inside, context)
                .text();
    }

    /** The tables on the right of joins. */
    public List<JoinUse> joins() {
        return joins;
    }

    /** Whether every result row comes from one row of FROM: nothing is aggregated, sorted, limited or made distinct. */
    public boolean isPerRow() {
        return perRow;
    }

    /** Requires a time filter, as every job does; throws MISSING_TIME_FILTER. */
    public void requireTimeFilter() {
        if (!incremental().isEmpty()) {
            return;
        }
        SourceLocation place =
                tables.isEmpty() ? source.origin() : tables.get(0).location();
        String what = tables.isEmpty() ? "the query" : tables.get(0).name().toString();
        throw new MillraceException(ErrorCode.MISSING_TIME_FILTER, place, "Cannot find a time filter on: " + what)
                .withHint("add WHERE %s BETWEEN run_start_time() AND run_end_time(), or time_filter()"
                        .formatted(time.written()));
    }

    /** Requires that UNNEST combines no arrays that have nothing to do with each other; throws INVALID_QUERY. */
    public void requireNoProduct() {
        source.rewriting().flatMap(how -> how.products().stream().findFirst()).ifPresent(product -> {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            product.location(),
                            "Cannot unnest two arrays at once: " + product.first() + ", " + product.second())
                    .withHint("ZIP makes one array of them; for a row for each pair set SKIP_VALIDATIONS ="
                            + " ('ALLOW_CARTESIAN_PRODUCT')");
        });
    }

    /** Requires that no two tables are joined each row with each; throws MISSING_JOIN_CONDITION. */
    public void requireConditions() {
        joins.stream()
                .filter(join -> join.form() == JoinUse.Form.NONE && !join.left().isEmpty())
                .findFirst()
                .ifPresent(join -> {
                    throw new MillraceException(
                                    ErrorCode.MISSING_JOIN_CONDITION,
                                    join.location(),
                                    "Cannot join every row with every row of "
                                            + tables.get(join.table()).name())
                            .withHint("add a condition with ON; for a row for each pair set SKIP_VALIDATIONS ="
                                    + " ('ALLOW_CARTESIAN_PRODUCT')");
                });
    }

    /** The text for DuckDB. */
    public Rendered render(RenderContext context) {
        return Rendered.of(normalized.text(), edits, context);
    }

    /**
     * The text of an expression with something else in the place of each column; what {@link SelectText#expression} put
     * in front is left out.
     */
    public Rendered renderExpression(Function<ColumnMention, String> columns) {
        List<Edit> replacements = new ArrayList<>();
        replacements.add(Edit.text(0, source.lead(), ""));
        for (JsonNode ref : columnRefs) {
            String text = columns.apply(mention(ref));
            replacements.add(Edit.text(bytes.toChars(Ast.location(ref)), bytes.toChars(Ast.end(ref)), text));
        }
        return Rendered.of(
                normalized.text(), replacements, new RenderContext(RunTimes.NONE, List.of(), String::valueOf));
    }

    /** The columns that are mentioned, in the order of the text. */
    public List<ColumnMention> columns() {
        return columnRefs.stream().map(this::mention).toList();
    }

    private ColumnMention mention(JsonNode ref) {
        return new ColumnMention(Ast.names(ref), source.location(bytes.toChars(Ast.location(ref))));
    }

    /** Whether the view of a table must not even have its hidden columns. */
    public boolean isVisibleOnly(int table) {
        return visibleOnly.contains(table);
    }

    /** The place of a part of a column's path; {@code from} is 1 to leave out first parts, else 0. */
    public Optional<SourceLocation> findPart(String part, int from) {
        for (JsonNode ref : columnRefs) {
            List<String> names = Ast.names(ref);
            for (int i = from; i < names.size(); i++) {
                if (names.get(i).equals(part)) {
                    int token = normalized.tokenAt(bytes.toChars(Ast.location(ref))) + 2 * i;
                    return Optional.of(source.location(normalized.token(token).start()));
                }
            }
        }
        return source.rewriting()
                .flatMap(how -> how.names().stream()
                        .filter(name -> name.name().equalsIgnoreCase(part))
                        .findFirst()
                        .map(name -> how.original().location(name.offset())));
    }

    /** The place of the first path that leads through arrays. */
    public Optional<SourceLocation> firstElements() {
        return source.rewriting()
                .flatMap(how -> how.names().stream()
                        .filter(Rewriting.Name::leadsThroughArrays)
                        .findFirst()
                        .map(name -> how.original().location(name.offset())));
    }

    /** The column that is mentioned at an offset of the user's text. */
    public Optional<ColumnMention> columnAt(int offset) {
        for (JsonNode ref : columnRefs) {
            int start = bytes.toChars(Ast.location(ref));
            if (start <= offset && offset < bytes.toChars(Ast.end(ref))) {
                return Optional.of(mention(ref));
            }
        }
        return Optional.empty();
    }

    private static boolean exact(Analysis analysis) {
        return analysis.tables.stream()
                .allMatch(
                        table -> table.filter().map(IncrementalFilter::isExact).orElse(false));
    }

    private static boolean stateless(Analysis analysis) {
        if (!analysis.perRow || analysis.usesRunTimes) {
            return false;
        }
        int inputs = 0;
        Set<String> names = new HashSet<>();
        boolean exact = true;
        for (TableUse table : analysis.tables) {
            exact &= names.add(table.name().toString().toLowerCase(Locale.ROOT));
            if (table.filter().isPresent()) {
                inputs++;
                exact &= table.filter().get().isExact() && !analysis.optional.contains(table.index());
            }
        }
        return exact && inputs == 1;
    }
}
