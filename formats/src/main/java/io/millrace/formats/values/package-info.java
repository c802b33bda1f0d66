/** Text to values: numbers and times as they are written, kept exactly. */
package io.millrace.formats.values;
