/** Walking over bytes, several at a time. */
package io.millrace.formats.scan;
