package musubi.sandbox.hubspot.crm.store;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import musubi.sandbox.hubspot.EmailConflictForm;
import musubi.sandbox.hubspot.PortalOptions;

/** The settings of a portal that can change while it runs; each value is read once per call. */
public final class PortalSettings {
    public volatile ZoneId timeZone;
    public volatile String currency;
    public volatile Duration searchLag = Duration.ofSeconds(5);
    public volatile Duration listDelay = Duration.ofSeconds(2);
    public volatile Duration latency = Duration.ZERO;
    public volatile boolean mergeKeepsPrimaryId;
    public volatile boolean traceIdsInResults = true;
    public volatile boolean errorsByRow = true;
    public volatile int propertyConflictStatus = 409;
    public volatile EmailConflictForm emailConflictForm = EmailConflictForm.CONFLICT_409_TEXT;
    public volatile Set<String> requiredOnCreate = Set.of();
    public volatile boolean recycleBinHoldsValues;
    public volatile ReadFlaws readFlaws = ReadFlaws.NONE;

    PortalSettings(PortalOptions options) {
        this.timeZone = options.timeZone();
        this.currency = options.currency();
    }
}
