/** What the values of a table's columns are like: sketches built while rows are written, kept in Puffin files. */
package io.millrace.lake.stats;
