/** Results of statements, written for people and for programs. */
package io.millrace.cli.print;
