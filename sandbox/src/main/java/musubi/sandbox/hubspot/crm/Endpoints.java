package musubi.sandbox.hubspot.crm;

import musubi.sandbox.http.Answer;
import musubi.sandbox.hubspot.api.Call;
import musubi.sandbox.hubspot.crm.activity.ActivityBatchEndpoints;
import musubi.sandbox.hubspot.crm.activity.ActivityEndpoints;
import musubi.sandbox.hubspot.crm.activity.AssociationEndpoints;
import musubi.sandbox.hubspot.crm.contact.BatchEndpoints;
import musubi.sandbox.hubspot.crm.contact.ContactEndpoints;
import musubi.sandbox.hubspot.crm.list.ListEndpoints;
import musubi.sandbox.hubspot.crm.list.MemberWrites;
import musubi.sandbox.hubspot.crm.list.MembershipEndpoints;
import musubi.sandbox.hubspot.crm.property.GroupEndpoints;
import musubi.sandbox.hubspot.crm.property.PropertyBatchEndpoints;
import musubi.sandbox.hubspot.crm.property.PropertyEndpoints;
import musubi.sandbox.hubspot.crm.search.SearchEndpoint;
import musubi.sandbox.hubspot.crm.store.PortalState;

/** Maps each operation to the class and method that performs it. */
public final class Endpoints {

    private Endpoints() {}

    public static Answer perform(PortalState portal, Call call) {
        var version = call.route().version();
        return switch (call.route().operation()) {
            case LIST -> new ContactEndpoints(portal, version).list(call);
            case CREATE -> new ContactEndpoints(portal, version).create(call);
            case GET -> new ContactEndpoints(portal, version).get(call);
            case UPDATE -> new ContactEndpoints(portal, version).update(call);
            case ARCHIVE -> new ContactEndpoints(portal, version).archive(call);
            case MERGE -> new ContactEndpoints(portal, version).merge(call);
            case GDPR_DELETE -> new ContactEndpoints(portal, version).gdprDelete(call);
            case BATCH_READ -> new BatchEndpoints(portal, version).read(call);
            case BATCH_CREATE -> new BatchEndpoints(portal, version).create(call);
            case BATCH_UPDATE -> new BatchEndpoints(portal, version).update(call);
            case BATCH_UPSERT -> new BatchEndpoints(portal, version).upsert(call);
            case BATCH_ARCHIVE -> new BatchEndpoints(portal, version).archive(call);
            case SEARCH -> SearchEndpoint.contacts(portal).search(call);
            case ASSOCIATE_TASK ->
                AssociationEndpoints.ofContacts(portal, portal.tasks()).associate(call);
            case ASSOCIATE_CONTACT ->
                AssociationEndpoints.of(portal, portal.tasks()).associate(call);
            case ASSOCIATIONS_OF_CONTACTS ->
                AssociationEndpoints.ofContacts(portal, portal.tasks()).read(call);
            case ASSOCIATIONS_OF_TASKS ->
                AssociationEndpoints.of(portal, portal.tasks()).read(call);
            case TASK_LIST -> new ActivityEndpoints(portal, portal.tasks()).list(call);
            case TASK_CREATE -> new ActivityEndpoints(portal, portal.tasks()).create(call);
            case TASK_GET -> new ActivityEndpoints(portal, portal.tasks()).get(call);
            case TASK_UPDATE -> new ActivityEndpoints(portal, portal.tasks()).update(call);
            case TASK_ARCHIVE -> new ActivityEndpoints(portal, portal.tasks()).archive(call);
            case TASK_BATCH_READ -> new ActivityBatchEndpoints(portal, portal.tasks()).read(call);
            case TASK_BATCH_CREATE -> new ActivityBatchEndpoints(portal, portal.tasks()).create(call);
            case TASK_BATCH_UPDATE -> new ActivityBatchEndpoints(portal, portal.tasks()).update(call);
            case TASK_BATCH_ARCHIVE -> new ActivityBatchEndpoints(portal, portal.tasks()).archive(call);
            case TASK_SEARCH -> SearchEndpoint.tasks(portal).search(call);
            case NOTE_LIST -> new ActivityEndpoints(portal, portal.notes()).list(call);
            case NOTE_CREATE -> new ActivityEndpoints(portal, portal.notes()).create(call);
            case NOTE_GET -> new ActivityEndpoints(portal, portal.notes()).get(call);
            case NOTE_UPDATE -> new ActivityEndpoints(portal, portal.notes()).update(call);
            case NOTE_ARCHIVE -> new ActivityEndpoints(portal, portal.notes()).archive(call);
            case NOTE_BATCH_READ -> new ActivityBatchEndpoints(portal, portal.notes()).read(call);
            case NOTE_BATCH_CREATE -> new ActivityBatchEndpoints(portal, portal.notes()).create(call);
            case NOTES_OF_CONTACTS ->
                AssociationEndpoints.ofContacts(portal, portal.notes()).read(call);
            case CONTACTS_OF_NOTES ->
                AssociationEndpoints.of(portal, portal.notes()).read(call);
            case OWNER_LIST -> new OwnerEndpoints(portal).list(call);
            case OWNER_GET -> new OwnerEndpoints(portal).get(call);
            case PROPERTY_LIST -> new PropertyEndpoints(portal).list();
            case PROPERTY_CREATE -> new PropertyEndpoints(portal).create(call);
            case PROPERTY_GET -> new PropertyEndpoints(portal).get(call);
            case PROPERTY_UPDATE -> new PropertyEndpoints(portal).update(call);
            case PROPERTY_ARCHIVE -> new PropertyEndpoints(portal).archive(call);
            case PROPERTY_BATCH_CREATE -> new PropertyBatchEndpoints(portal).create(call);
            case PROPERTY_BATCH_READ -> new PropertyBatchEndpoints(portal).read(call);
            case PROPERTY_BATCH_ARCHIVE -> new PropertyBatchEndpoints(portal).archive(call);
            case GROUP_LIST -> new GroupEndpoints(portal).list();
            case GROUP_CREATE -> new GroupEndpoints(portal).create(call);
            case GROUP_GET -> new GroupEndpoints(portal).get(call);
            case LIST_SEARCH -> new ListEndpoints(portal).search(call);
            case LIST_SEVERAL -> new ListEndpoints(portal).several(call);
            case LIST_GET -> new ListEndpoints(portal).get(call);
            case LIST_BY_NAME -> new ListEndpoints(portal).byName(call);
            case LIST_CREATE -> new ListEndpoints(portal).create(call);
            case LIST_DELETE -> new ListEndpoints(portal).delete(call);
            case LIST_RESTORE -> new ListEndpoints(portal).restore(call);
            case LIST_MEMBERS -> new MembershipEndpoints(portal).page(call);
            case LIST_JOIN_ORDER -> new MembershipEndpoints(portal).joinOrder(call);
            case LIST_ADD -> new MemberWrites(portal).add(call);
            case LIST_REMOVE -> new MemberWrites(portal).remove(call);
            case LIST_ADD_AND_REMOVE -> new MemberWrites(portal).addAndRemove(call);
            case LISTS_OF_RECORD -> new MembershipEndpoints(portal).ofRecord(call);
            case LISTS_OF_RECORDS -> new MembershipEndpoints(portal).batchRead(call);
            case CUSTOM_PROPERTY_LIMITS -> new AccountEndpoints(portal).customProperties();
            case ACCOUNT_DETAILS -> new AccountEndpoints(portal).details();
            case CALLBACK_COMPLETE, CALLBACKS_COMPLETE ->
                throw new IllegalArgumentException("no call of the CRM: " + call.route());
        };
    }
}
