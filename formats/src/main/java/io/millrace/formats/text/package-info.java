/** What the formats of text share: encodings, cutting payloads into records, values from text. */
package io.millrace.formats.text;
