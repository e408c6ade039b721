package musubi.console.settings;

import java.util.stream.Stream;
import musubi.alert.AlertKind;
import musubi.alert.AlertRefusedException;
import musubi.console.BuiltKeys;

/** The keys of texts that the settings put together. */
public final class SettingsKeys {

    private SettingsKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("audit.kind.", AuditPage.KINDS.stream());
        keys.names("system.series.", Throughput.Measure.values());
        keys.names("alerts.kind.", AlertKind.values());
        keys.names("alerts.refused.", AlertRefusedException.Reason.values());
        keys.put(
                "alert.",
                BuiltKeys.parts(
                        Stream.of(
                                "CONNECTION_REFUSED.BEGAN",
                                "CONNECTION_REFUSED.OVER",
                                "OUTAGE.BEGAN",
                                "OUTAGE.OVER",
                                "FAILURES_WAITING.BEGAN",
                                "FAILURES_WAITING.OVER",
                                "MESSAGES_MISSING.BEGAN",
                                "MESSAGES_MISSING.OVER",
                                "IMPORT_FINISHED.ONCE"),
                        "title",
                        "text"));
    }
}
