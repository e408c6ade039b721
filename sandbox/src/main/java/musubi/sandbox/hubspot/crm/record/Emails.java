package musubi.sandbox.hubspot.crm.record;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks e-mail addresses as HubSpot does, and keeps the list of blocked ones. */
public final class Emails {

    private static final Pattern SHAPE =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}{2,}");

    // HubSpot documents no list; these were observed to be refused, or are common typing errors
    private static final Set<String> BAD_ENDS =
            Set.of("con", "cmo", "ocm", "comm", "cim", "vom", "lcom", "coom", "nett", "orgg", "invalid", "localhost");

    // under the store's lock
    private final Set<String> blocked = new HashSet<>();

    static String normalised(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    public void block(String address) {
        blocked.add(normalised(address));
    }

    /** The error of a normalised address, if it is not valid. */
    Optional<InvalidValue> wrong(String property, String address) {
        if (blocked.contains(address)) {
            return Optional.of(new InvalidValue(
                    property,
                    "INVALID_EMAIL",
                    "Email address %s is invalid: email has been GDPR blacklisted".formatted(address)));
        }
        var end = address.substring(address.lastIndexOf('.') + 1);
        if (address.length() > 254 || !SHAPE.matcher(address).matches() || BAD_ENDS.contains(end)) {
            return Optional.of(
                    new InvalidValue(property, "INVALID_EMAIL", "Email address %s is invalid".formatted(address)));
        }
        return Optional.empty();
    }
}
