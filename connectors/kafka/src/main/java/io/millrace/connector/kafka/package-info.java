/** Source KAFKA: whole messages, read exactly once, straight out of the fetch buffers. */
package io.millrace.connector.kafka;
