/** Bytes to columnar batches: the list of content types. */
package io.millrace.formats;
