package musubi.delivery.store;

import java.time.Instant;
import musubi.delivery.Waiting;
import musubi.delivery.Waiting.ForHubSpot.Cause;
import musubi.line.LineFailure;

/** What a delivery waits for, as the column {@code waits_for} has it: a failure of LINE, or {@code HUBSPOT_} and a cause. */
final class WaitsFor {

    private static final String HUBSPOT = "HUBSPOT_";

    private WaitsFor() {}

    static String text(Waiting.ForPlatform waiting) {
        return switch (waiting) {
            case Waiting.ForLine line -> line.code().name();
            case Waiting.ForHubSpot hubspot -> HUBSPOT + hubspot.cause().name();
        };
    }

    static Waiting.ForPlatform of(String text, Instant since) {
        return text.startsWith(HUBSPOT)
                ? new Waiting.ForHubSpot(Cause.valueOf(text.substring(HUBSPOT.length())), since)
                : new Waiting.ForLine(LineFailure.Code.valueOf(text), since);
    }
}
