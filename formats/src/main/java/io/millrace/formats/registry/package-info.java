/** A client of schema registries: schemas by the ids in payloads. */
package io.millrace.formats.registry;
