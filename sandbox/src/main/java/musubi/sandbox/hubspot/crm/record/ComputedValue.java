package musubi.sandbox.hubspot.crm.record;

import org.jspecify.annotations.Nullable;

/** The value of a property that HubSpot works out. */
@FunctionalInterface
interface ComputedValue {
    @Nullable
    String of(Version version);
}
