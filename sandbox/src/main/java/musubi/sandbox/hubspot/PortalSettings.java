package musubi.sandbox.hubspot;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/** What can be changed on a portal while it runs; each value is read once per call. */
final class PortalSettings {
    volatile ZoneId timeZone;
    volatile String currency;
    volatile Duration searchLag = Duration.ofSeconds(5);
    volatile Duration latency = Duration.ZERO;
    volatile boolean mergeKeepsPrimaryId;
    volatile boolean traceIdsInResults = true;
    volatile int propertyConflictStatus = 409;
    volatile EmailConflictForm emailConflictForm = EmailConflictForm.CONFLICT_409_TEXT;
    volatile Set<String> requiredOnCreate = Set.of();
    volatile boolean recycleBinHoldsValues;
    volatile ReadFlaws readFlaws = ReadFlaws.NONE;

    PortalSettings(PortalOptions options) {
        this.timeZone = options.timeZone();
        this.currency = options.currency();
    }
}
