/** The columnar batch: what flows from decoders to table writers. */
package io.millrace.spi.batch;
