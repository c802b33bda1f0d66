package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;

/** Names the statements that are part of the language and not yet of the product. */
final class Unavailable {
    private Unavailable() {}

    static String name(SqlParser.UnavailableContext statement) {
        if (statement instanceof SqlParser.CreateClusterContext) {
            return "CREATE CLUSTER";
        }
        if (statement instanceof SqlParser.AlterClusterContext) {
            return "ALTER CLUSTER";
        }
        if (statement instanceof SqlParser.DropClusterContext) {
            return "DROP CLUSTER";
        }
        if (statement instanceof SqlParser.RollClusterContext) {
            return "ROLL CLUSTER";
        }
        return statement instanceof SqlParser.ShowTemplatesContext ? "SHOW TEMPLATES" : "CREATE REPLICATION JOB";
    }
}
