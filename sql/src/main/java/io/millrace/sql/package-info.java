/** The language: text to statements and back, and errors shown where they are. */
package io.millrace.sql;
