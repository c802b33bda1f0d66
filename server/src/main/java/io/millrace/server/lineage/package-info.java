/** Which fields the columns of tables come from, job by job: {@code system.information_schema.lineage}. */
package io.millrace.server.lineage;
