/** Formats that are read from their end: payloads are put into temporary files first. */
package io.millrace.formats.spool;
