package io.millrace.server.define;

import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.TableName;
import io.millrace.lake.keys.PrimaryKey;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/** What exists, or would exist after the statements that were analysed so far. Names are case-insensitive. */
public interface Definitions {
    Optional<ConnectionDefinition> connection(String name);

    List<ConnectionDefinition> connections();

    Optional<Table> table(TableName name);

    Optional<JobDefinition> job(String name);

    List<JobDefinition> jobs();

    /** The new versions of jobs that build their rows while the old ones go on. */
    List<JobDefinition> backfills();

    Optional<FunctionDefinition> function(String name);

    /** Functions of users. */
    List<FunctionDefinition> functions();

    /** The names under which catalogs are known. */
    List<String> catalogs();

    /** The names of all tables, for suggestions. */
    List<TableName> tables();

    /**
     * @param key by which rows replace each other; {@link PrimaryKey#NONE} if they do not
     * @param sql the statement that made the table; empty text when another engine did
     * @param view how its rows make a materialized view, if it is one
     */
    record Table(
            TableName name, Schema schema, PartitionSpec spec, PrimaryKey key, String sql, Optional<ViewRecipe> view) {}
}
