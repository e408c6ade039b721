package musubi.sandbox.hubspot;

import java.time.Instant;

/**
 * A list at one moment. HubSpot calls lists segments on its pages.
 *
 * @param objectTypeId {@code 0-1} for contacts
 * @param size its members, also those whose contact was merged into another
 * @param deleted whether it is deleted; it can be restored
 */
public record ContactList(
        long id, String name, ListKind kind, String objectTypeId, long size, Instant createdAt, boolean deleted) {}
