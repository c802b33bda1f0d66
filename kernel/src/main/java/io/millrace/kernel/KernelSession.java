package io.millrace.kernel;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.Kernel.Analyzing;
import io.millrace.kernel.Kernel.Describing;
import io.millrace.kernel.function.CallRewriter;
import io.millrace.kernel.function.CallRewriter.Rewritten;
import io.millrace.kernel.function.FunctionLibrary;
import io.millrace.kernel.lineage.Dependency;
import io.millrace.kernel.lineage.LineageFinder;
import io.millrace.kernel.nested.NestedRewriter;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.QueryRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.relation.RelationSql;
import io.millrace.kernel.relation.StoredRelation;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RenderContext;
import io.millrace.kernel.select.Rendered;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectAnalyzer;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.SyntaxTrees;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.kernel.state.ViewRecipe.Item;
import io.millrace.kernel.type.DuckType.Field;
import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.view.ViewAnalyzer;
import io.millrace.kernel.view.ViewQuery;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import org.duckdb.DuckDBConnection;

/**
 * A connection to the kernel, used by one thread at a time; {@link #interrupt} alone may be called by others. It has one
 * open cursor at most: a new query closes the one before it.
 */
public final class KernelSession implements AutoCloseable {
    private static final String VIEW = "millrace:";

    private final Kernel kernel;
    private final Engine engine;
    private final NestedRewriter nested;
    private final SelectAnalyzer analyzer;
    private final ViewAnalyzer materialized;
    private final List<String> made = new ArrayList<>();
    private AutoCloseable cursor = () -> {};
    private int stored;

    KernelSession(Kernel kernel, DuckDBConnection connection) {
        this.kernel = kernel;
        this.engine = new Engine(connection, kernel.allocator());
        SyntaxTrees trees = new SyntaxTrees(engine::syntaxTree);
        this.nested = new NestedRewriter(trees, kernel.functions().aggregates(), FunctionLibrary.get()::takesArrays);
        this.analyzer = new SelectAnalyzer(trees, engine, kernel.functions().aggregates());
        this.materialized = new ViewAnalyzer(trees, analyzer, kernel.functions().aggregates());
    }

    /** Another session of the same kernel, for another thread. */
    public KernelSession duplicate() {
        return kernel.session();
    }

    /**
     * Understands a query without knowing any schema; see {@link NestedRewriter#rewrite} and
     * {@link SelectAnalyzer#analyze}.
     */
    public AnalyzedSelect analyze(SelectText text, NameDefaults defaults) {
        if (text.rewriting().isPresent()) {
            return analyzeAnew(text, defaults);
        }
        Analyzing key = new Analyzing(text.text(), text.origin(), text.isExpression(), defaults);
        AnalyzedSelect known = kernel.analyzed().get(key, any -> analyzeAnew(text, defaults));
        // A time to travel to may be computed from the time at which it is asked for.
        boolean travels = known.tables().stream().anyMatch(use -> use.travel().isPresent());
        return travels ? analyzeAnew(text, defaults) : known;
    }

    private AnalyzedSelect analyzeAnew(SelectText text, NameDefaults defaults) {
        Rewritten rewritten = CallRewriter.rewrite(FunctionLibrary.get(), text);
        kernel.install(rewritten.functions());
        return analyzer.analyze(nested.rewrite(rewritten.text(), defaults), defaults);
    }

    /** Takes the query of a materialized view apart; see {@link ViewAnalyzer#analyze}. */
    public ViewQuery view(SelectText text, NameDefaults defaults) {
        // For what is wrong with a call, at its place; the query of the partial states is rewritten when it is
        // analyzed.
        kernel.install(CallRewriter.rewrite(FunctionLibrary.get(), text).functions());
        ViewQuery query = materialized.analyze(nested.rewrite(text, defaults), defaults);
        List<Item> items = query.recipe().items().stream()
                .map(item -> new Item(item.name(), rewritten(item.sql(), text)))
                .toList();
        ViewRecipe recipe = new ViewRecipe(query.recipe().keys(), query.recipe().states(), items);
        return new ViewQuery(query.partials(), recipe, query.texts());
    }

    /** The query of the rows of another one's table that its windows do not take; see {@link WindowSource#late}. */
    public AnalyzedSelect late(AnalyzedSelect select, NameDefaults defaults, String job) {
        return analyzer.analyze(WindowSource.late(select, job), defaults);
    }

    /** The query of the bounds of the windows that rows of another one's table are in; see {@link WindowSource#bounds}. */
    public AnalyzedSelect bounds(AnalyzedSelect select, NameDefaults defaults) {
        return analyzer.analyze(WindowSource.bounds(select), defaults);
    }

    private static String rewritten(String sql, SelectText of) {
        return CallRewriter.rewrite(FunctionLibrary.get(), new SelectText(sql, of.origin()))
                .text()
                .text();
    }

    private void install(ViewRecipe recipe) {
        recipe.items().forEach(item -> kernel.install(Set.copyOf(FunctionLibrary.mentioned(item.sql()))));
    }

    /** The columns of a materialized view, and those of its versions; none until its states have columns. */
    public Schema schema(ViewRecipe recipe, ViewReading reading, Schema states) {
        install(recipe);
        return new ViewSchema(engine).of(recipe, reading, states);
    }

    /**
     * Checks a query against the schemas of its tables; reads no data.
     *
     * @throws MillraceException with the place in the user's text: COLUMN_NOT_FOUND, FUNCTION_NOT_FOUND, TYPE_MISMATCH,
     *     INVALID_QUERY
     */
    public BoundSelect bind(AnalyzedSelect select, RelationLookup lookup) {
        closeCursor();
        List<Relation> relations = relations(select, lookup);
        List<String> empty = new ArrayList<>();
        for (int i = 0; i < relations.size(); i++) {
            empty.add(seen(select, i, relations.get(i), RelationSql.empty(relations.get(i))));
        }
        Rendered sql = select.render(new RenderContext(RunTimes.NONE, relations, KernelSession::view));
        List<Field> fields = kernel.described()
                .get(new Describing(sql.text(), empty), key -> describe(select, sql, relations, empty));
        return new BoundSelect(select, Outputs.of(select, fields));
    }

    private List<Field> describe(AnalyzedSelect select, Rendered sql, List<Relation> relations, List<String> empty) {
        try {
            for (int i = 0; i < empty.size(); i++) {
                createView(i, empty.get(i));
            }
            return describe(select, sql, relations);
        } finally {
            dropMade();
        }
    }

    private List<Field> describe(AnalyzedSelect select, Rendered sql, List<Relation> relations) {
        try {
            return engine.describe(sql.text());
        } catch (EngineException e) {
            throw new ErrorTranslator(select, sql, relations, kernel.functions()).translate(e.error(), e);
        }
    }

    /** Which fields of its tables the result of a query depends on; see {@link LineageFinder#find}. */
    public List<Dependency> lineage(BoundSelect bound, RelationLookup lookup) {
        return LineageFinder.find(
                bound, relations(bound.select(), lookup), kernel.functions().aggregates());
    }

    /**
     * Runs a query for its rows in columns.
     *
     * @param lookup what the tables stand for now: the files of the run's range, or of a snapshot. Schemas may have
     *     gained columns since the query was bound as long as no {@code *} is in it
     * @return the rows, read from the files as the cursor advances; errors as those of {@link #bind}, EXPRESSION_FAILED
     *     for a value that cannot be computed, LAKE_UNAVAILABLE for a file that cannot be read
     */
    public BatchCursor stream(Projection projection, RelationLookup lookup, RunTimes run) {
        requireNonNull(projection, "projection is null");
        closeCursor();
        AnalyzedSelect select = projection.bound().select();
        List<Relation> relations = relations(select, lookup);
        Rendered sql =
                projection.wrap(select.render(new RenderContext(run, relations, sources(select, relations, run)::get)));
        ErrorTranslator errors = new ErrorTranslator(select, sql, relations, kernel.functions());
        try {
            BatchCursor opened = engine.stream(sql.text(), projection.fields(), errors);
            cursor = opened;
            return opened;
        } catch (EngineException e) {
            dropMade();
            throw errors.translate(e.error(), e);
        }
    }

    /**
     * Runs a query and keeps its rows, so that they can be read more than once. What does not fit into memory is spilled.
     *
     * @return the rows, to be closed before the session; errors as those of {@link #stream}
     */
    public StoredResult store(BoundSelect bound, RelationLookup lookup, RunTimes run) {
        closeCursor();
        AnalyzedSelect select = bound.select();
        List<Relation> relations = relations(select, lookup);
        Rendered sql = select.render(new RenderContext(run, relations, sources(select, relations, run)::get));
        try {
            return StoredResult.of(
                    this,
                    stored++,
                    bound,
                    sql,
                    wrapped -> new ErrorTranslator(select, wrapped, relations, kernel.functions()));
        } finally {
            dropMade();
        }
    }

    /** Runs a query for rows to be printed; what no table could hold is text. */
    public Rows query(AnalyzedSelect select, RelationLookup lookup, RunTimes run) {
        BoundSelect bound = bind(select, lookup);
        return new Rows(bound.columns(), stream(Projection.printed(bound), lookup, run));
    }

    /** Runs a query for the rows of a table, to be printed. */
    public Rows rows(Projection projection, RelationLookup lookup, RunTimes run) {
        List<OutputColumn> columns = new ArrayList<>();
        for (Field field : projection.fields()) {
            columns.add(new OutputColumn(
                    field.name(),
                    true,
                    field.type(),
                    field.name(),
                    projection.bound().select().source().origin()));
        }
        return new Rows(columns, stream(projection, lookup, run));
    }

    /** The text that DuckDB gets for a query, with tables by their names instead of the queries over their files. */
    public String sql(Projection projection, RelationLookup lookup, RunTimes run) {
        AnalyzedSelect select = projection.bound().select();
        List<TableUse> tables = select.tables();
        RenderContext named = new RenderContext(
                run,
                relations(select, lookup),
                index -> SqlText.name(tables.get(index).name().toString()));
        return projection.wrap(select.render(named)).text();
    }

    /** DuckDB's plan of a query. Opens files for what they say of themselves, and reads no rows. */
    public String plan(Projection projection, RelationLookup lookup, RunTimes run) {
        closeCursor();
        AnalyzedSelect select = projection.bound().select();
        List<Relation> relations = relations(select, lookup);
        Rendered sql =
                projection.wrap(select.render(new RenderContext(run, relations, sources(select, relations, run)::get)));
        try {
            return engine.plan(sql.text());
        } catch (EngineException e) {
            throw new ErrorTranslator(select, sql, relations, kernel.functions()).translate(e.error(), e);
        } finally {
            dropMade();
        }
    }

    /** Stops the running query, whose caller gets CANCELLED. May be called from any thread, at any time. */
    public void interrupt() {
        engine.interrupt();
    }

    @Override
    public void close() {
        closeCursor();
        engine.close();
    }

    BatchCursor open(Supplier<BatchCursor> opening) {
        closeCursor();
        BatchCursor opened = opening.get();
        cursor = opened;
        return opened;
    }

    Engine engine() {
        return engine;
    }

    Functions functions() {
        return kernel.functions();
    }

    void closeCursor() {
        try {
            cursor.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close a cursor", e);
        }
        cursor = () -> {};
        dropMade();
    }

    private static List<Relation> relations(AnalyzedSelect select, RelationLookup lookup) {
        List<Relation> relations = new ArrayList<>();
        for (TableUse table : select.tables()) {
            try {
                relations.add(WindowSource.windowed(select, table, lookup.find(table)));
            } catch (MillraceException e) {
                throw e.at(table.location());
            }
        }
        return relations;
    }

    private static String view(int index) {
        return SqlText.name(VIEW + index);
    }

    private String source(AnalyzedSelect select, int index, List<Relation> relations, RunTimes run) {
        return relations.get(index) instanceof WindowRelation windowed
                ? windows(select, index, windowed, relations, run)
                : source(index, relations.get(index));
    }

    private String windows(
            AnalyzedSelect select, int index, WindowRelation windowed, List<Relation> relations, RunTimes run) {
        WindowSource source = new WindowSource(engine, VIEW + index, windowed);
        made.addAll(source.made());
        source.create(RelationSql.files(windowed.rows(), positions(index, windowed.rows())));
        return source.sql(select, relations, run);
    }

    private String source(int index, Relation relation) {
        if (relation instanceof BatchRelation rows) {
            String table = VIEW + index + ":rows";
            made.add("TABLE IF EXISTS \"" + table + '"');
            return RelationSql.table(rows, table, engine.createTable(table, rows.batch()));
        }
        if (relation instanceof StoredRelation stored) {
            return RelationSql.stored(stored);
        }
        if (relation instanceof QueryRelation view) {
            install(view.recipe());
            return RelationSql.view(view, positions(index, view.states()));
        }
        FileRelation files = (FileRelation) relation;
        return RelationSql.files(files, positions(index, files));
    }

    private String positions(int index, FileRelation files) {
        String positions = VIEW + index + ":positions";
        if (!files.filesWithPositions().isEmpty()) {
            made.add("TABLE IF EXISTS \"" + positions + '"');
            new PositionRows(engine, positions).add(files.filesWithPositions());
        }
        return positions;
    }

    /** The queries that yield the rows of the tables. */
    private List<String> sources(AnalyzedSelect select, List<Relation> relations, RunTimes run) {
        List<String> sources = new ArrayList<>();
        try {
            for (int i = 0; i < relations.size(); i++) {
                sources.add("(" + seen(select, i, relations.get(i), source(select, i, relations, run)) + ")");
            }
        } catch (EngineException e) {
            dropMade();
            Rendered sql = select.render(new RenderContext(RunTimes.NONE, relations, KernelSession::view));
            throw new ErrorTranslator(select, sql, relations, kernel.functions())
                    .translate(e.error().withoutPosition(), e);
        }
        return sources;
    }

    private void createView(int index, String sql) {
        made.add(0, "VIEW IF EXISTS " + view(index));
        try {
            engine.execute("CREATE TEMP VIEW " + view(index) + " AS " + sql);
        } catch (EngineException e) {
            // A place in this text is none in the user's.
            throw new EngineException(e.error().withoutPosition(), e);
        }
    }

    /** What a mention of a table sees of the rows of a query. */
    private static String seen(AnalyzedSelect select, int index, Relation relation, String sql) {
        return select.isVisibleOnly(index) ? visible(relation, sql) : sql;
    }

    private static String visible(Relation relation, String sql) {
        List<String> hidden =
                relation.hiddenColumns().stream().map(SqlText::name).toList();
        return hidden.isEmpty() ? sql : "SELECT * EXCLUDE (" + String.join(", ", hidden) + ") FROM (" + sql + ")";
    }

    private void dropMade() {
        made.forEach(each -> engine.execute("DROP " + each));
        made.clear();
    }
}
