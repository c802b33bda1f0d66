package io.millrace.sql;

import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.tree.ColumnDefinition;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.DataType;
import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.Identifier.Kind;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Shape;
import io.millrace.sql.tree.ObjectKind;
import io.millrace.sql.tree.Partitioning;
import io.millrace.sql.tree.QualifiedName;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.Existing;
import io.millrace.sql.tree.Statement.JobSubject;
import io.millrace.sql.tree.Statement.Listing;
import io.millrace.sql.tree.Statement.Missing;
import io.millrace.sql.tree.Statement.Start;
import io.millrace.sql.tree.TableChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any statement of any kind. */
final class StatementArbitraries {
    static final SourceLocation PLACE = new SourceLocation("any.sql", 1, 1);

    private StatementArbitraries() {}

    /** By kind, so that a test can tell whether one is missing. */
    static Map<Class<?>, Arbitrary<? extends Statement>> byKind() {
        Map<Class<?>, Arbitrary<? extends Statement>> kinds = new LinkedHashMap<>();
        Arbitrary<Existing> existing = Arbitraries.of(Existing.REFUSE, Existing.KEEP);
        Arbitrary<Missing> missing = Arbitraries.of(Missing.class);
        kinds.put(
                Statement.CreateConnection.class,
                Combinators.combine(existing, word().optional(), identifier(), OptionArbitraries.options())
                        .as((e, type, name, options) -> new Statement.CreateConnection(e, type, name, options, PLACE)));
        kinds.put(
                Statement.AlterConnection.class,
                Combinators.combine(word().optional(), identifier(), OptionArbitraries.atLeastOne())
                        .as((type, name, options) -> new Statement.AlterConnection(type, name, options, PLACE)));
        kinds.put(
                Statement.DropConnection.class,
                Combinators.combine(missing, word().optional(), identifier())
                        .as((m, type, name) -> new Statement.DropConnection(m, type, name, PLACE)));
        kinds.put(
                Statement.CreateTable.class,
                Combinators.combine(
                                existing,
                                qualifiedName(),
                                column(2).list().ofMaxSize(4),
                                partitioning().list().ofMaxSize(3),
                                path().list().ofMaxSize(2),
                                OptionArbitraries.options())
                        .as((e, name, columns, partitions, key, options) ->
                                new Statement.CreateTable(e, name, columns, partitions, key, options, PLACE)));
        kinds.put(
                Statement.AlterTable.class,
                Combinators.combine(qualifiedName(), change())
                        .as((name, change) -> new Statement.AlterTable(name, change, PLACE)));
        kinds.put(
                Statement.DropTable.class,
                Combinators.combine(missing, qualifiedName(), OptionArbitraries.options())
                        .as((m, name, options) -> new Statement.DropTable(m, name, options, PLACE)));
        kinds.put(Statement.CreateJob.class, Arbitraries.oneOf(createJob(), createView()));
        kinds.put(
                Statement.AlterJob.class,
                Combinators.combine(identifier(), OptionArbitraries.atLeastOne())
                        .as((name, options) -> new Statement.AlterJob(name, options, PLACE)));
        kinds.put(
                Statement.AlterView.class,
                Combinators.combine(qualifiedName(), OptionArbitraries.atLeastOne())
                        .as((name, options) -> new Statement.AlterView(name, options, PLACE)));
        kinds.put(
                Statement.ViewCommand.class,
                Combinators.combine(Arbitraries.of(Statement.ViewCommand.Verb.class), missing, qualifiedName())
                        .as((verb, m, name) -> new Statement.ViewCommand(
                                verb, verb == Statement.ViewCommand.Verb.DROP ? m : Missing.REFUSE, name, PLACE)));
        kinds.put(
                Statement.AddExpectation.class,
                Combinators.combine(identifier(), expectation())
                        .as((job, rule) -> new Statement.AddExpectation(job, rule, PLACE)));
        kinds.put(
                Statement.DropExpectation.class,
                Combinators.combine(identifier(), identifier())
                        .as((job, name) -> new Statement.DropExpectation(job, name, PLACE)));
        kinds.put(Statement.ReplayRejects.class, identifier().map(name -> new Statement.ReplayRejects(name, PLACE)));
        kinds.put(Statement.PauseJob.class, identifier().map(name -> new Statement.PauseJob(name, PLACE)));
        kinds.put(Statement.ResumeJob.class, identifier().map(name -> new Statement.ResumeJob(name, PLACE)));
        kinds.put(
                Statement.DropJob.class,
                Combinators.combine(missing, identifier()).as((m, name) -> new Statement.DropJob(m, name, PLACE)));
        kinds.put(
                Statement.CreateFunction.class,
                Combinators.combine(
                                Arbitraries.of(Statement.CreateFunction.Present.class),
                                identifier(),
                                column(2).list().ofMaxSize(3),
                                column(2),
                                Arbitraries.of(Statement.CreateFunction.NullInput.class),
                                OptionArbitraries.options())
                        .as((present, name, arguments, returns, nullInput, options) -> new Statement.CreateFunction(
                                present, name, arguments, returns.type(), "JAVA", nullInput, options, PLACE)));
        kinds.put(
                Statement.DropFunction.class,
                Combinators.combine(missing, identifier()).as((m, name) -> new Statement.DropFunction(m, name, PLACE)));
        kinds.put(Statement.ExplainJob.class, subject().map(job -> new Statement.ExplainJob(job, PLACE)));
        kinds.put(Statement.ExplainQuery.class, query().map(query -> new Statement.ExplainQuery(query, PLACE)));
        kinds.put(
                Statement.Preview.class,
                Combinators.combine(
                                subject(),
                                Arbitraries.integers().between(1, 1_000_000).optional())
                        .as((job, limit) -> new Statement.Preview(
                                job, limit.map(OptionalLong::of).orElse(OptionalLong.empty()), PLACE)));
        kinds.put(Statement.Show.class, Arbitraries.of(Listing.class).map(l -> new Statement.Show(l, PLACE)));
        kinds.put(
                Statement.ShowCreate.class,
                Combinators.combine(Arbitraries.of(ObjectKind.class), qualifiedName())
                        .as((kind, name) -> new Statement.ShowCreate(kind, name, PLACE)));
        kinds.put(
                Statement.Describe.class,
                Combinators.combine(Arbitraries.of(ObjectKind.class).optional(), qualifiedName())
                        .as((kind, name) -> new Statement.Describe(kind, name, PLACE)));
        kinds.put(Statement.CheckJob.class, identifier().map(name -> new Statement.CheckJob(name, PLACE)));
        kinds.put(Statement.Query.class, query().map(query -> new Statement.Query(query, PLACE)));
        return kinds;
    }

    static Arbitrary<String> word() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "job", "S3", "KAFKA", "table", "SELECT", "set", "list", "key", "true", "_x", "a$b"),
                Arbitraries.of("a b", "\"", "'", "$x", "é", "1a", ".", "[]", "--", "\uD83D\uDE00", "a;b", "${A}", "\n"),
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8));
    }

    static Arbitrary<Identifier> identifier() {
        return word().map(name -> new Identifier(name, Kind.NAME, PLACE));
    }

    private static Arbitrary<QualifiedName> qualifiedName() {
        return identifier().list().ofMinSize(1).ofMaxSize(3).map(QualifiedName::new);
    }

    private static Arbitrary<ColumnPath> path() {
        Arbitrary<Identifier> system = Arbitraries.of("event_date", "commit_time", "select")
                .map(name -> new Identifier(name, Kind.SYSTEM, PLACE));
        Arbitrary<Identifier> element = Arbitraries.just(new Identifier("element", Kind.ELEMENT, PLACE));
        Arbitrary<Identifier> root =
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, identifier()), net.jqwik.api.Tuple.of(1, system));
        Arbitrary<List<Identifier>> rest =
                Arbitraries.oneOf(identifier(), element).list().ofMaxSize(3);
        return Combinators.combine(root, rest).as((first, others) -> {
            List<Identifier> parts = new ArrayList<>(List.of(first));
            parts.addAll(others);
            return new ColumnPath(parts);
        });
    }

    private static Arbitrary<ColumnDefinition> column(int depth) {
        return Combinators.combine(identifier(), type(depth)).as(ColumnDefinition::new);
    }

    private static Arbitrary<DataType> type(int depth) {
        Arbitrary<DataType> flat = Arbitraries.oneOf(
                Arbitraries.of(DataType.Primitive.class),
                Arbitraries.integers()
                        .between(1, 38)
                        .flatMap(precision -> Arbitraries.integers()
                                .between(0, precision)
                                .map(scale -> new DataType.Decimal(precision, scale))));
        if (depth == 0) {
            return flat;
        }
        Arbitrary<DataType> inner = type(depth - 1);
        return Arbitraries.oneOf(
                flat,
                inner.map(DataType.ListOf::new),
                Combinators.combine(inner, inner).as(DataType.MapOf::new),
                column(depth - 1).list().ofMinSize(1).ofMaxSize(3).map(DataType.Struct::new));
    }

    private static Arbitrary<Partitioning> partitioning() {
        Arbitrary<Partitioning.Transform> transforms = Arbitraries.oneOf(
                Arbitraries.of(Partitioning.Simple.class),
                Arbitraries.integers().between(1, Integer.MAX_VALUE).map(Partitioning.Bucket::new),
                Arbitraries.integers().between(1, Integer.MAX_VALUE).map(Partitioning.Truncate::new));
        return Combinators.combine(path(), transforms)
                .as((column, transform) -> new Partitioning(column, transform, PLACE));
    }

    private static Arbitrary<TableChange> change() {
        return Arbitraries.oneOf(
                OptionArbitraries.atLeastOne().map(TableChange.SetOptions::new),
                Combinators.combine(path(), type(1)).as(TableChange.AddColumn::new),
                Combinators.combine(path(), identifier()).as(TableChange.RenameColumn::new),
                path().map(TableChange.DropColumn::new));
    }

    private static Arbitrary<Statement.CreateJob> createJob() {
        return Combinators.combine(
                        Arbitraries.of(Start.class),
                        Arbitraries.of(Existing.class),
                        identifier(),
                        OptionArbitraries.jobOptions(),
                        body())
                .as((start, existing, name, options, body) ->
                        new Statement.CreateJob(start, existing, name, options, body, PLACE));
    }

    private static Arbitrary<Statement.CreateJob> createView() {
        Arbitrary<SqlText> select = query().filter(query -> query.sql().matches("(?s)(SELECT|WITH|FROM).*"));
        return Combinators.combine(
                        Arbitraries.of(Start.class),
                        Arbitraries.of(Existing.REFUSE, Existing.KEEP),
                        qualifiedName(),
                        OptionArbitraries.jobOptions(),
                        select)
                .as((start, existing, name, options, query) -> new Statement.CreateJob(
                        start,
                        existing,
                        new Identifier(name.toString(), Kind.NAME, PLACE),
                        options,
                        new JobBody.View(name, query, PLACE),
                        PLACE));
    }

    private static Arbitrary<JobBody> body() {
        Arbitrary<JobBody> copy = Combinators.combine(
                        word().map(word -> word.toUpperCase(Locale.ROOT)),
                        identifier(),
                        OptionArbitraries.options(),
                        qualifiedName(),
                        expectation().list().ofMaxSize(2))
                .as((type, connection, options, target, expectations) ->
                        new JobBody.Copy(type, connection, options, target, expectations, PLACE));
        Arbitrary<Mapping> mapping = Arbitraries.oneOf(
                Arbitraries.just(new Mapping.ByPosition()),
                path().list().ofMaxSize(2).map(Mapping.ByName::new));
        Arbitrary<SqlText> select = query().filter(query -> query.sql().matches("(?s)(SELECT|WITH|FROM).*"));
        Arbitrary<JobBody> insert = Combinators.combine(
                        qualifiedName(), path().list().ofMaxSize(2), mapping, Arbitraries.of(Shape.class), select)
                .as((target, columns, map, shape, query) ->
                        new JobBody.Insert(target, columns, map, shape, query, PLACE));
        return Arbitraries.oneOf(copy, insert, merge(select));
    }

    private static Arbitrary<JobBody> merge(Arbitrary<SqlText> select) {
        Arbitrary<SqlText> condition = Arbitraries.of("s.deleted", "CASE WHEN a THEN b ELSE (c AND d) END")
                .map(sql -> SqlText.of(sql, PLACE));
        return Combinators.combine(
                        qualifiedName(),
                        path().list().ofMaxSize(2),
                        select,
                        identifier().optional(),
                        identifier().optional(),
                        Combinators.combine(path(), path())
                                .as(JobBody.EqualColumns::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(2),
                        Combinators.combine(
                                        Arbitraries.of(JobBody.When.Effect.DELETE, JobBody.When.Effect.REPLACE),
                                        condition.optional())
                                .as((effect, when) -> new JobBody.When(effect, when, PLACE))
                                .list()
                                .ofMaxSize(2),
                        condition.optional())
                .as((target, except, query, targetAlias, sourceAlias, on, matched, inserted) -> new JobBody.Merge(
                        new JobBody.Insert(
                                target, List.of(), inserted(except, sourceAlias, on), Shape.ROWS, query, PLACE),
                        targetAlias,
                        sourceAlias,
                        on,
                        Stream.concat(
                                        matched.stream(),
                                        Stream.of(new JobBody.When(JobBody.When.Effect.INSERT, inserted, PLACE)))
                                .toList()));
    }

    /** MAP_COLUMNS_BY_NAME, or VALUES where ON swaps sides. */
    private static Mapping inserted(
            List<ColumnPath> except, Optional<Identifier> source, List<JobBody.EqualColumns> on) {
        if (on.size() < 2) {
            return new Mapping.ByName(except);
        }
        return new Mapping.Values(
                source.map(Identifier::name).orElse(""),
                on.stream().map(JobBody.EqualColumns::left).toList(),
                on.stream()
                        .map(equal -> SqlText.of("f((a, b), 'x') || [1, 2][1]", PLACE))
                        .toList());
    }

    private static Arbitrary<JobSubject> subject() {
        return Arbitraries.oneOf(
                identifier().map(JobSubject.Named::new), createJob().map(JobSubject.Written::new));
    }

    private static Arbitrary<Expectation> expectation() {
        Arbitrary<SqlText> predicate = Arbitraries.of(
                        "a > 1",
                        "(x ON VIOLATION y)",
                        "email LIKE '%@%' AND \"on\" IS NOT NULL",
                        "CASE WHEN a THEN b END")
                .map(sql -> SqlText.of(sql, PLACE));
        return Combinators.combine(identifier(), predicate, Arbitraries.of(Expectation.Action.class))
                .as((name, sql, action) -> new Expectation(name, sql, action, PLACE));
    }

    private static Arbitrary<SqlText> query() {
        return Arbitraries.of(
                        "SELECT 1",
                        "SELECT 'a;b', \"x;\", $$;$$ -- ;\n, 2 /* ; */ FROM t",
                        "SELECT $event_time, items[].price * (1 + tax), {'a': [1]} FROM t LIMIT 5",
                        "WITH a AS (SELECT 1 INTO) SELECT CASE WHEN a = b THEN END FROM a",
                        "FROM t SELECT a AS b",
                        "VALUES (1), (2)",
                        "(SELECT 1) UNION (SELECT 2)")
                .map(sql -> SqlText.of(sql, PLACE));
    }
}
