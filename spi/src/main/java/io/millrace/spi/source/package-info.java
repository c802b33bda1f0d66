/** What a connector implements. */
package io.millrace.spi.source;
