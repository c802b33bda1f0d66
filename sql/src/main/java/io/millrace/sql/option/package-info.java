/** The options of Millrace's own statements, declared once. */
package io.millrace.sql.option;
