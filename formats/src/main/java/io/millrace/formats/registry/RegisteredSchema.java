package io.millrace.formats.registry;

import java.util.List;

/**
 * A schema as a registry has it.
 *
 * @param type such as AVRO
 * @param references what it refers to, what each of them refers to before it
 */
public record RegisteredSchema(String type, String text, List<Reference> references) {
    /** @param name as the schema that refers to it calls it */
    public record Reference(String name, String text) {}

    public RegisteredSchema {
        references = List.copyOf(references);
    }
}
