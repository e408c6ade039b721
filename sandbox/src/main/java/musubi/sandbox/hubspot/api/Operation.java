package musubi.sandbox.hubspot.api;

import java.util.List;

/** The operations of the API: method, path below the family, and the required scope. */
public enum Operation {
    LIST(Family.OBJECTS, "GET", "", Scopes.READ),
    CREATE(Family.OBJECTS, "POST", "", Scopes.WRITE),
    GET(Family.OBJECTS, "GET", "{id}", Scopes.READ),
    UPDATE(Family.OBJECTS, "PATCH", "{id}", Scopes.WRITE),
    ARCHIVE(Family.OBJECTS, "DELETE", "{id}", Scopes.WRITE),
    BATCH_READ(Family.OBJECTS, "POST", "batch/read", Scopes.READ),
    BATCH_CREATE(Family.OBJECTS, "POST", "batch/create", Scopes.WRITE),
    BATCH_UPDATE(Family.OBJECTS, "POST", "batch/update", Scopes.WRITE),
    BATCH_UPSERT(Family.OBJECTS, "POST", "batch/upsert", Scopes.WRITE),
    BATCH_ARCHIVE(Family.OBJECTS, "POST", "batch/archive", Scopes.WRITE),
    SEARCH(Family.OBJECTS, "POST", "search", Scopes.READ),
    MERGE(Family.OBJECTS, "POST", "merge", Scopes.WRITE),
    GDPR_DELETE(Family.OBJECTS, "POST", "gdpr-delete", Scopes.WRITE),
    ASSOCIATE_TASK(Family.OBJECTS, "PUT", "{id}/associations/default/tasks/{otherId}", Scopes.WRITE),
    TASK_LIST(Family.TASKS, "GET", "", Scopes.READ),
    TASK_CREATE(Family.TASKS, "POST", "", Scopes.WRITE),
    TASK_GET(Family.TASKS, "GET", "{id}", Scopes.READ),
    TASK_UPDATE(Family.TASKS, "PATCH", "{id}", Scopes.WRITE),
    TASK_ARCHIVE(Family.TASKS, "DELETE", "{id}", Scopes.WRITE),
    TASK_BATCH_READ(Family.TASKS, "POST", "batch/read", Scopes.READ),
    TASK_BATCH_CREATE(Family.TASKS, "POST", "batch/create", Scopes.WRITE),
    TASK_BATCH_UPDATE(Family.TASKS, "POST", "batch/update", Scopes.WRITE),
    TASK_BATCH_ARCHIVE(Family.TASKS, "POST", "batch/archive", Scopes.WRITE),
    TASK_SEARCH(Family.TASKS, "POST", "search", Scopes.READ),
    ASSOCIATE_CONTACT(Family.TASKS, "PUT", "{id}/associations/default/contacts/{otherId}", Scopes.WRITE),
    ASSOCIATIONS_OF_CONTACTS(Family.ASSOCIATIONS, "POST", "contacts/tasks/batch/read", Scopes.READ),
    ASSOCIATIONS_OF_TASKS(Family.ASSOCIATIONS, "POST", "tasks/contacts/batch/read", Scopes.READ),
    NOTE_LIST(Family.NOTES, "GET", "", Scopes.READ),
    NOTE_CREATE(Family.NOTES, "POST", "", Scopes.WRITE),
    NOTE_GET(Family.NOTES, "GET", "{id}", Scopes.READ),
    NOTE_UPDATE(Family.NOTES, "PATCH", "{id}", Scopes.WRITE),
    NOTE_ARCHIVE(Family.NOTES, "DELETE", "{id}", Scopes.WRITE),
    NOTE_BATCH_READ(Family.NOTES, "POST", "batch/read", Scopes.READ),
    NOTE_BATCH_CREATE(Family.NOTES, "POST", "batch/create", Scopes.WRITE),
    NOTES_OF_CONTACTS(Family.ASSOCIATIONS, "POST", "contacts/notes/batch/read", Scopes.READ),
    CONTACTS_OF_NOTES(Family.ASSOCIATIONS, "POST", "notes/contacts/batch/read", Scopes.READ),
    OWNER_LIST(Family.OWNERS, "GET", "", Scopes.OWNERS),
    OWNER_GET(Family.OWNERS, "GET", "{id}", Scopes.OWNERS),
    PROPERTY_LIST(Family.PROPERTIES, "GET", "", Scopes.SCHEMA_READ),
    PROPERTY_CREATE(Family.PROPERTIES, "POST", "", Scopes.SCHEMA_WRITE),
    PROPERTY_GET(Family.PROPERTIES, "GET", "{name}", Scopes.SCHEMA_READ),
    PROPERTY_UPDATE(Family.PROPERTIES, "PATCH", "{name}", Scopes.SCHEMA_WRITE),
    PROPERTY_ARCHIVE(Family.PROPERTIES, "DELETE", "{name}", Scopes.SCHEMA_WRITE),
    PROPERTY_BATCH_CREATE(Family.PROPERTIES, "POST", "batch/create", Scopes.SCHEMA_WRITE),
    PROPERTY_BATCH_READ(Family.PROPERTIES, "POST", "batch/read", Scopes.SCHEMA_READ),
    PROPERTY_BATCH_ARCHIVE(Family.PROPERTIES, "POST", "batch/archive", Scopes.SCHEMA_WRITE),
    GROUP_LIST(Family.PROPERTIES, "GET", "groups", Scopes.SCHEMA_READ),
    GROUP_CREATE(Family.PROPERTIES, "POST", "groups", Scopes.SCHEMA_WRITE),
    GROUP_GET(Family.PROPERTIES, "GET", "groups/{name}", Scopes.SCHEMA_READ),
    LIST_SEARCH(Family.LISTS, "POST", "search", Scopes.LISTS_READ),
    LIST_SEVERAL(Family.LISTS, "GET", "", Scopes.LISTS_READ),
    LIST_GET(Family.LISTS, "GET", "{listId}", Scopes.LISTS_READ),
    LIST_BY_NAME(Family.LISTS, "GET", "object-type-id/{objectTypeId}/name/{listName}", Scopes.LISTS_READ),
    LIST_CREATE(Family.LISTS, "POST", "", Scopes.LISTS_WRITE),
    LIST_DELETE(Family.LISTS, "DELETE", "{listId}", Scopes.LISTS_WRITE),
    LIST_RESTORE(Family.LISTS, "PUT", "{listId}/restore", Scopes.LISTS_WRITE),
    LIST_MEMBERS(Family.LISTS, "GET", "{listId}/memberships", Scopes.LISTS_READ),
    LIST_JOIN_ORDER(Family.LISTS, "GET", "{listId}/memberships/join-order", Scopes.LISTS_READ),
    LIST_ADD(Family.LISTS, "PUT", "{listId}/memberships/add", Scopes.LISTS_WRITE),
    LIST_REMOVE(Family.LISTS, "PUT", "{listId}/memberships/remove", Scopes.LISTS_WRITE),
    LIST_ADD_AND_REMOVE(Family.LISTS, "PUT", "{listId}/memberships/add-and-remove", Scopes.LISTS_WRITE),
    LISTS_OF_RECORD(Family.LISTS, "GET", "records/{objectTypeId}/{recordId}/memberships", Scopes.LISTS_READ),
    LISTS_OF_RECORDS(Family.LISTS, "POST", "records/memberships/batch/read", Scopes.LISTS_READ),
    CUSTOM_PROPERTY_LIMITS(Family.LIMITS, "GET", "custom-properties", ""),
    ACCOUNT_DETAILS(Family.ACCOUNT, "GET", "details", ""),
    CALLBACK_COMPLETE(Family.CALLBACKS, "POST", "{callbackId}/complete", Scopes.AUTOMATION),
    CALLBACKS_COMPLETE(Family.CALLBACKS, "POST", "complete", Scopes.AUTOMATION);

    /** The part of the API, and how its paths begin in the counters. */
    enum Family {
        OBJECTS("contacts"),
        TASKS("tasks"),
        NOTES("notes"),
        ASSOCIATIONS("associations"),
        OWNERS("owners"),
        PROPERTIES("properties"),
        LISTS("lists"),
        LIMITS("limits"),
        ACCOUNT("account-info"),
        CALLBACKS("callbacks");

        private final String label;

        Family(String label) {
            this.label = label;
        }
    }

    private static final class Scopes {
        static final String READ = "crm.objects.contacts.read";
        static final String WRITE = "crm.objects.contacts.write";
        static final String AUTOMATION = "automation";
        static final String OWNERS = "crm.objects.owners.read";
        static final String LISTS_READ = "crm.lists.read";
        static final String LISTS_WRITE = "crm.lists.write";
        static final String SCHEMA_READ = "crm.schemas.contacts.read";
        static final String SCHEMA_WRITE = "crm.schemas.contacts.write";
    }

    private final Family family;
    private final String method;
    private final String path;
    private final String scope;

    Operation(Family family, String method, String path, String scope) {
        this.family = family;
        this.method = method;
        this.path = path;
        this.scope = scope;
    }

    Family family() {
        return family;
    }

    String method() {
        return method;
    }

    /** The path below the family's base; a part in braces is a parameter. */
    String path() {
        return path;
    }

    /** Searches have a separate limit, and no headers for it. */
    public boolean search() {
        return this == SEARCH || this == TASK_SEARCH;
    }

    /** Whether it completes executions of workflow actions, which belong to no record. */
    public boolean completes() {
        return family == Family.CALLBACKS;
    }

    /** Associations exist from v4 on; the form of v3 is not implemented. */
    boolean in(String version) {
        var associations = this == ASSOCIATE_TASK || this == ASSOCIATE_CONTACT || family == Family.ASSOCIATIONS;
        return associations ? !version.equals("v3") : !version.equals("v4");
    }

    /** The required scopes; none when any token is enough. A list is changed by who may read it too, but made without. */
    public List<String> scopes() {
        if (scope.isEmpty()) {
            return List.of();
        }
        return scope.equals(Scopes.LISTS_WRITE) && this != LIST_CREATE
                ? List.of(scope, Scopes.LISTS_READ)
                : List.of(scope);
    }

    /** Its name in the counters: {@code POST contacts/batch/upsert}. */
    public String label() {
        return method + " " + family.label + (path.isEmpty() ? "" : "/" + path);
    }
}
