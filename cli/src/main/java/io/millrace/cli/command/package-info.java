/** The commands of the command line. */
package io.millrace.cli.command;
