package io.millrace.server.define;

import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.TableName;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.server.define.Action.Succession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What would exist if the actions so far were performed; nothing is. */
public final class Overlay implements Definitions {
    private final Definitions base;
    private final Map<String, ConnectionDefinition> connections = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, JobDefinition> jobs = new LinkedHashMap<>();
    private final Map<String, Optional<JobDefinition>> backfills = new LinkedHashMap<>();
    private final Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    private final Set<String> dropped = new HashSet<>();

    public Overlay(Definitions base) {
        this.base = base;
    }

    /** Makes the effect of an action visible to what is analysed next. */
    public void add(Action action) {
        if (action instanceof Action.CreateConnection create) {
            put(connections, "connection ", create.definition().name(), create.definition());
        } else if (action instanceof Action.DropConnection drop) {
            drop(connections, "connection ", drop.name());
        } else if (action instanceof Action.CreateTable create) {
            put(create.definition());
        } else if (action instanceof Action.CreateView create) {
            put(create.table());
            put(jobs, "job ", create.job().name(), create.job());
        } else if (action instanceof Action.DropView drop) {
            drop(jobs, "job ", drop.name().toString());
            drop(tables, "table ", drop.name().toString());
        } else if (action instanceof Action.DropTable drop) {
            drop(tables, "table ", drop.name().toString());
        } else if (action instanceof Action.CreateJob create) {
            put(jobs, "job ", create.definition().name(), create.definition());
        } else if (action instanceof Action.AlterJob alter) {
            put(jobs, "job ", alter.definition().name(), alter.definition());
        } else if (action instanceof Action.ReplaceJob replace) {
            JobDefinition job = replace.definition();
            backfills.put(key(job.name()), Optional.of(job).filter(any -> replace.succession() == Succession.BACKFILL));
            if (replace.succession() == Succession.CONTINUE) {
                put(jobs, "job ", job.name(), job);
            }
        } else if (action instanceof Action.CancelBackfill cancel) {
            backfills.put(key(cancel.job()), Optional.empty());
        } else if (action instanceof Action.ControlJob control && control.verb() == Action.Verb.DROP) {
            drop(jobs, "job ", control.name());
            backfills.put(key(control.name()), Optional.empty());
        } else if (action instanceof Action.CreateFunction create) {
            put(functions, "function ", create.definition().name(), create.definition());
        } else if (action instanceof Action.DropFunction drop) {
            drop(functions, "function ", drop.name());
        }
    }

    @Override
    public Optional<ConnectionDefinition> connection(String name) {
        return find(connections, "connection ", name)
                .or(() -> unlessDropped("connection ", name, base.connection(name)));
    }

    @Override
    public List<ConnectionDefinition> connections() {
        List<ConnectionDefinition> all = new ArrayList<>(connections.values());
        base.connections().stream()
                .filter(connection -> !connections.containsKey(key(connection.name())))
                .filter(connection -> !dropped.contains("connection " + key(connection.name())))
                .forEach(all::add);
        return all;
    }

    @Override
    public Optional<Table> table(TableName name) {
        String text = name.toString();
        return find(tables, "table ", text).or(() -> unlessDropped("table ", text, base.table(name)));
    }

    @Override
    public Optional<JobDefinition> job(String name) {
        return find(jobs, "job ", name).or(() -> unlessDropped("job ", name, base.job(name)));
    }

    @Override
    public List<JobDefinition> jobs() {
        List<JobDefinition> all = new ArrayList<>(jobs.values());
        base.jobs().stream()
                .filter(job -> !jobs.containsKey(key(job.name())))
                .filter(job -> !dropped.contains("job " + key(job.name())))
                .forEach(all::add);
        return all;
    }

    @Override
    public List<JobDefinition> backfills() {
        List<JobDefinition> all = new ArrayList<>();
        backfills.values().forEach(backfill -> backfill.ifPresent(all::add));
        base.backfills().stream()
                .filter(backfill -> !backfills.containsKey(key(backfill.name())))
                .forEach(all::add);
        return all;
    }

    @Override
    public Optional<FunctionDefinition> function(String name) {
        return find(functions, "function ", name).or(() -> unlessDropped("function ", name, base.function(name)));
    }

    @Override
    public List<FunctionDefinition> functions() {
        List<FunctionDefinition> all = new ArrayList<>(functions.values());
        base.functions().stream()
                .filter(function -> !functions.containsKey(key(function.name())))
                .filter(function -> !dropped.contains("function " + key(function.name())))
                .forEach(all::add);
        return all;
    }

    @Override
    public List<String> catalogs() {
        List<String> names = new ArrayList<>(base.catalogs());
        connections.values().stream()
                .filter(connection -> connection.type().endsWith("_CATALOG"))
                .forEach(connection -> names.add(connection.name()));
        return names;
    }

    @Override
    public List<TableName> tables() {
        List<TableName> names = new ArrayList<>(base.tables());
        tables.values().forEach(table -> names.add(table.name()));
        return names;
    }

    private void put(TableDefinition table) {
        put(
                tables,
                "table ",
                table.name().toString(),
                new Table(
                        table.name(),
                        table.schema(),
                        table.spec(),
                        PrimaryKey.of(table.properties()),
                        table.sql(),
                        ViewRecipe.of(table.properties())));
    }

    private <T> void put(Map<String, T> map, String kind, String name, T value) {
        map.put(key(name), value);
        dropped.remove(kind + key(name));
    }

    private <T> void drop(Map<String, T> map, String kind, String name) {
        map.remove(key(name));
        dropped.add(kind + key(name));
    }

    private <T> Optional<T> find(Map<String, T> map, String kind, String name) {
        return dropped.contains(kind + key(name)) ? Optional.empty() : Optional.ofNullable(map.get(key(name)));
    }

    private <T> Optional<T> unlessDropped(String kind, String name, Optional<T> found) {
        return dropped.contains(kind + key(name)) ? Optional.empty() : found;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
