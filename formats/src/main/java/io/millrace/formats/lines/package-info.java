/** Lines as they are. */
package io.millrace.formats.lines;
