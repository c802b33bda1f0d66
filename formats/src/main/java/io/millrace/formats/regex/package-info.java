/** Lines that a regular expression takes apart, and logs that are known. */
package io.millrace.formats.regex;
