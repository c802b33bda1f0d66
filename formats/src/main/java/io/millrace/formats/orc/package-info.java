/** ORC: files that are read from their end, column by column. */
package io.millrace.formats.orc;
