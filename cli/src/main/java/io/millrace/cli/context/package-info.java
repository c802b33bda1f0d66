/** What commands are given: streams, a way to open a data directory, worksheets, errors. */
package io.millrace.cli.context;
