package musubi.console.settings;

import musubi.console.BuiltKeys;

/** The keys of texts that the settings put together. */
public final class SettingsKeys {

    private SettingsKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.put("audit.kind.", AuditPage.KINDS.stream());
        keys.names("system.series.", Throughput.Measure.values());
    }
}
