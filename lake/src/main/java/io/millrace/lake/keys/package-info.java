/** Which rows of a table have which keys: for tables whose rows replace each other. */
package io.millrace.lake.keys;
