package musubi.sandbox.hubspot;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a new portal is like.
 *
 * @param id the portal (hub) id; 0: generated
 * @param timeZone the account's
 * @param currency ISO 4217
 * @param callsPerTenSeconds the burst limit per token; 0: none
 * @param callsPerDay the account's daily limit
 * @param scopes of its first token
 */
public record PortalOptions(
        long id, ZoneId timeZone, String currency, int callsPerTenSeconds, int callsPerDay, Set<String> scopes) {

    /** The scopes for reading and writing contacts and their properties. */
    public static final Set<String> CONTACT_SCOPES = Set.of(
            "oauth",
            "crm.objects.contacts.read",
            "crm.objects.contacts.write",
            "crm.schemas.contacts.read",
            "crm.schemas.contacts.write");

    /** The same and the scope for reading owners, which tasks for them need. */
    public static final Set<String> CONTACT_AND_OWNER_SCOPES = Stream.concat(
                    CONTACT_SCOPES.stream(), Stream.of("crm.objects.owners.read"))
            .collect(Collectors.toUnmodifiableSet());

    /** The same, and the scopes for lists and for completing workflow actions: all that the stand-in knows. */
    public static final Set<String> ALL_SCOPES = Stream.concat(
                    CONTACT_AND_OWNER_SCOPES.stream(), Stream.of("crm.lists.read", "crm.lists.write", "automation"))
            .collect(Collectors.toUnmodifiableSet());

    /** A free portal in Tokyo: 100 calls in 10 s, 250,000 a day, a token that may do all that is here. */
    public static PortalOptions defaults() {
        return new PortalOptions(0, ZoneId.of("Asia/Tokyo"), "JPY", 100, 250_000, ALL_SCOPES);
    }

    /** The same with this id. */
    public PortalOptions id(long portalId) {
        return new PortalOptions(portalId, timeZone, currency, callsPerTenSeconds, callsPerDay, scopes);
    }

    /** The same in this time zone. */
    public PortalOptions timeZone(ZoneId zone) {
        return new PortalOptions(id, zone, currency, callsPerTenSeconds, callsPerDay, scopes);
    }

    /** The same with this burst limit. */
    public PortalOptions callsPerTenSeconds(int calls) {
        return new PortalOptions(id, timeZone, currency, calls, callsPerDay, scopes);
    }

    /** The same with these scopes for its first token. */
    public PortalOptions scopes(Set<String> granted) {
        return new PortalOptions(id, timeZone, currency, callsPerTenSeconds, callsPerDay, Set.copyOf(granted));
    }
}
