package musubi.sandbox.hubspot.crm.record;

import org.jspecify.annotations.Nullable;

/** Computes the value of a property that HubSpot calculates. */
@FunctionalInterface
interface ComputedValue {
    @Nullable
    String of(Version version);
}
