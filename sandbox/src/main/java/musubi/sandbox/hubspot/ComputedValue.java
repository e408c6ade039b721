package musubi.sandbox.hubspot;

import org.jspecify.annotations.Nullable;

/** The value of a property that HubSpot works out. */
@FunctionalInterface
interface ComputedValue {
    @Nullable
    String of(Version version);
}
