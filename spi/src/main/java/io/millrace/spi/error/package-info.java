/** Errors: one exception type, stable codes, places in the worksheet. */
package io.millrace.spi.error;
