/** Compressed streams to plain ones. */
package io.millrace.formats.compress;
