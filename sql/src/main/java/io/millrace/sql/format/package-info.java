/** Statements to text. */
package io.millrace.sql.format;
