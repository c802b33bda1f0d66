/** What a content type implements. */
package io.millrace.spi.decode;
