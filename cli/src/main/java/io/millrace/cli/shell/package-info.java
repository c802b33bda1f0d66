/** Statements as they are typed: split, completed, executed one after the other. */
package io.millrace.cli.shell;
