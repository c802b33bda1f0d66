/** Avro: object container files, and records by their writer's schema. */
package io.millrace.formats.avro;
