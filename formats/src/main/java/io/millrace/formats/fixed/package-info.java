/** Values that stand at fixed places of a line. */
package io.millrace.formats.fixed;
