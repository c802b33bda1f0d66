/** Windows over the event time of rows: which there are, and how rows are put into them. */
package io.millrace.kernel.window;
