package musubi.sync.batch;

import musubi.hubspot.HubSpotError;
import musubi.hubspot.HubSpotException;
import musubi.sync.Reason;

/**
 * Why one friend's contact could not be written for now, while those of others may be.
 *
 * @param reason the failure's reason, should the last attempt fail too
 * @param detail the platform's own message
 * @param recordId of the HubSpot contact that prevents it; empty when there is none
 */
public record RetryCause(Reason reason, String detail, String recordId) {

    /** HubSpot's answers leave the contact out. */
    public static final RetryCause LEFT_OUT = new RetryCause(Reason.LEFT_OUT_OF_ANSWERS, "", "");

    /** Each refusal led to another. */
    static final RetryCause NO_PROGRESS = new RetryCause(Reason.ALWAYS_FAILS, "", "");

    /** HubSpot refused a row for now. */
    public static RetryCause of(Reason reason, HubSpotError error) {
        return new RetryCause(reason, error.message(), "");
    }

    /** A call about this friend alone failed. */
    static RetryCause of(HubSpotException failure) {
        var reason = failure.status() == 200 ? Reason.LEFT_OUT_OF_ANSWERS : Reason.ALWAYS_FAILS;
        return new RetryCause(reason, failure.getMessage() == null ? "" : failure.getMessage(), "");
    }

    /** A unique value is held by a contact that HubSpot does not let be read. */
    public static RetryCause recycleBin(String recordId) {
        return new RetryCause(Reason.VALUE_HELD_IN_RECYCLE_BIN, "", recordId);
    }

    /** Leaves out the detail, which may hold values of the contact. */
    @Override
    public String toString() {
        return "RetryCause[%s]".formatted(reason);
    }
}
