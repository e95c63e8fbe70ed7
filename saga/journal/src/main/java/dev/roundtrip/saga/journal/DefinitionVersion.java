package dev.roundtrip.saga.journal;

import dev.roundtrip.saga.core.Definition;

/** Which definition, and which version of it. */
public record DefinitionVersion(String name, int version) {
    /** That of {@code definition}. */
    public static DefinitionVersion of(Definition definition) {
        return new DefinitionVersion(definition.name(), definition.version());
    }

    @Override
    public String toString() {
        return name + " v" + version;
    }
}
