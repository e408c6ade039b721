package musubi.sandbox.hubspot.api;

import java.util.Arrays;
import java.util.Optional;

/** The object types of the stand-in. */
public enum ObjectType {
    CONTACT("contact", "contacts", "0-1"),
    TASK("task", "tasks", "0-27"),
    NOTE("note", "notes", "0-46");

    private final String singular;
    private final String plural;
    private final String typeId;

    ObjectType(String singular, String plural, String typeId) {
        this.singular = singular;
        this.plural = plural;
        this.typeId = typeId;
    }

    /** By its name in the singular or the plural, or by its type id. */
    static Optional<ObjectType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.singular.equals(name) || type.plural.equals(name) || type.typeId.equals(name))
                .findFirst();
    }

    /**
     * The same.
     *
     * @throws Refusal 400 when there is no such type
     */
    public static ObjectType of(String name) {
        return named(name).orElseThrow(() -> Refusal.of(400, "Unable to infer object type from: " + name, null));
    }

    public String singular() {
        return singular;
    }

    public String plural() {
        return plural;
    }

    public String typeId() {
        return typeId;
    }
}
