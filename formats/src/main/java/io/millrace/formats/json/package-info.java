/** JSON bytes to columnar batches, in one pass. */
package io.millrace.formats.json;
