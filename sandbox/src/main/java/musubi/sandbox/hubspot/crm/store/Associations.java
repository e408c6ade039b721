package musubi.sandbox.hubspot.crm.store;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.api.Body;
import musubi.sandbox.hubspot.api.ObjectType;
import musubi.sandbox.hubspot.api.Refusal;
import musubi.sandbox.hubspot.crm.record.Schema;
import musubi.sandbox.hubspot.crm.record.StoredProperty;
import musubi.sandbox.hubspot.crm.record.StoredRecord;
import musubi.sandbox.hubspot.crm.record.Version;
import tools.jackson.databind.node.ObjectNode;

/** The associated contacts of an activity: their stored form, and their form in a request. */
public final class Associations {

    /** Task to contact, as HubSpot numbers it. */
    public static final int TASK_TO_CONTACT = 204;
    /** Contact to task. */
    public static final int CONTACT_TO_TASK = 203;

    private static final int NOTE_TO_CONTACT = 202;
    private static final int CONTACT_TO_NOTE = 201;

    private static final Set<String> CATEGORIES = Set.of("HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED");
    private static final StoredProperty CONTACTS = StoredProperty.stored(
            PropertyDefinition.custom("associations.contact", "Contacts", "string", "text", "task"),
            Schema.CONTACTS_SLOT);

    private Associations() {}

    /** How HubSpot numbers an association. */
    public static int typeId(ObjectType from, ObjectType to) {
        var fromContact = from == ObjectType.CONTACT;
        return switch (fromContact ? to : from) {
            case TASK -> fromContact ? CONTACT_TO_TASK : TASK_TO_CONTACT;
            case NOTE -> fromContact ? CONTACT_TO_NOTE : NOTE_TO_CONTACT;
            case CONTACT -> throw new IllegalArgumentException("contacts with contacts");
        };
    }

    /** The ids of the contacts, smallest first. */
    public static Set<Long> of(Version task) {
        var stored = CONTACTS.of(task);
        return stored == null
                ? Set.of()
                : List.of(stored.split(";", -1)).stream()
                        .map(Long::valueOf)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The stored value for these contacts. */
    static Map<StoredProperty, String> values(Collection<Long> contactIds) {
        return Map.of(
                CONTACTS,
                new TreeSet<>(contactIds).stream().map(id -> Long.toString(id)).collect(Collectors.joining(";")));
    }

    /**
     * The contacts in the {@code associations} of a new activity; an archived contact counts as unknown.
     *
     * @throws Refusal when a contact or a type does not exist
     */
    public static Set<Long> requested(ObjectType from, ObjectNode row, ContactStore contacts) {
        var ids = new LinkedHashSet<Long>();
        for (var association : Body.objects(row, "associations")) {
            var to = association.get("to");
            if (to == null || to.isNull()) {
                throw Refusal.fieldsMissing(List.of("to"));
            }
            var types = Body.objects(association, "types");
            if (types.isEmpty()) {
                throw Refusal.invalid("Invalid input JSON: each association needs at least one type");
            }
            types.forEach(type -> requireToContact(from, type));
            ids.add(contact(Body.required(Body.object(to), "id"), contacts).id());
        }
        return ids;
    }

    /** A contact that can be associated. */
    public static StoredRecord contact(String id, ContactStore contacts) {
        return contacts.byId(id)
                .filter(record -> !record.current().archived())
                .orElseThrow(() -> unknown(ObjectType.CONTACT, id));
    }

    /** HubSpot's error for the id of a record that does not exist (observed). */
    public static Refusal unknown(ObjectType type, String id) {
        var name = type.name();
        return Refusal.invalid("One or more associations are invalid")
                .context(Map.of(
                        "INVALID_OBJECT_IDS", List.of("%s=%s is not valid".formatted(name, id)),
                        "objectId", List.of(id),
                        "objectType", List.of(name)));
    }

    private static void requireToContact(ObjectType from, ObjectNode type) {
        var category = Body.required(type, "associationCategory");
        if (!CATEGORIES.contains(category)) {
            throw Refusal.malformed(
                    ": Cannot deserialize value of associationCategory from \"%s\"".formatted(category));
        }
        var id = Body.required(type, "associationTypeId");
        if (category.equals("HUBSPOT_DEFINED") && id.equals("" + typeId(from, ObjectType.CONTACT))) {
            return;
        }
        if (category.equals("HUBSPOT_DEFINED") && id.equals("" + typeId(ObjectType.CONTACT, from))) {
            throw Refusal.invalid("invalid from object type %s for associations to be created. expected: 0-1"
                    .formatted(from.typeId()));
        }
        var spec = category + "=" + id;
        throw Refusal.invalid("One or more associations are invalid")
                .context(Map.of(
                        "associationSpec", List.of(spec),
                        "INVALID_ASSOCIATION_TYPE_ID", List.of(spec + " is not a valid association definition id")));
    }
}
