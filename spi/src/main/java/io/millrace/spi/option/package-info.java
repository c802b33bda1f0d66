/** Options: declared once, checked with their place. */
package io.millrace.spi.option;
