/** What was written: sealed statements, each node with its place, none with a meaning yet. */
package io.millrace.sql.tree;
