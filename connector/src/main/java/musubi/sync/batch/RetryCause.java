package musubi.sync.batch;

import musubi.sync.Reason;
import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;

/**
 * What stands in the way of one friend's contact, while nothing may stand in the way of others.
 *
 * @param reason what the failure says if it does not go away
 * @param detail the platform's own words
 * @param recordId of the HubSpot contact that stands in the way; empty when it is about none
 */
record RetryCause(Reason reason, String detail, String recordId) {

    /** HubSpot's answers say nothing of the contact. */
    static final RetryCause LEFT_OUT = new RetryCause(Reason.LEFT_OUT_OF_ANSWERS, "", "");

    /** Each refusal led to another. */
    static final RetryCause NO_PROGRESS = new RetryCause(Reason.ALWAYS_FAILS, "", "");

    static RetryCause of(Reason reason, HubSpotError error) {
        return new RetryCause(reason, error.message(), "");
    }

    /** A call about this friend alone came to nothing. */
    static RetryCause of(HubSpotException trouble) {
        var reason = trouble.status() == 200 ? Reason.LEFT_OUT_OF_ANSWERS : Reason.ALWAYS_FAILS;
        return new RetryCause(reason, trouble.getMessage() == null ? "" : trouble.getMessage(), "");
    }

    /** A unique value is held by a contact that cannot be read. */
    static RetryCause recycleBin(String recordId) {
        return new RetryCause(Reason.VALUE_HELD_IN_RECYCLE_BIN, "", recordId);
    }

    /** Does not tell the detail: it may hold values of the contact. */
    @Override
    public String toString() {
        return "RetryCause[%s]".formatted(reason);
    }
}
