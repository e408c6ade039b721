package musubi.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.contact.LineProperty;

/** What a person entered, looked at before anybody is called. */
final class ConnectionValidator {

    /** Characters of a name, at most. */
    static final int NAME_LIMIT = 100;

    /** What can stand in a header; a token with anything else was copied wrongly. */
    private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,2000}");

    private static final Pattern CHANNEL_ID = Pattern.compile("[0-9]{1,20}");
    private static final Pattern CHANNEL_SECRET = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern INTERNAL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    private final List<Refusal> refusals = new ArrayList<>();

    private ConnectionValidator() {}

    /** @throws ConnectionRefusedException with everything that cannot be right */
    static void check(NewConnection entered) {
        var check = new ConnectionValidator();
        check.name(entered.name());
        check.lineToConnect(entered.line());
        check.hubspotToConnect(LineAccount.cleaned(Optional.of(entered.hubspotAccessToken())), entered.portalId());
        check.bothOrNone(
                LineAccount.cleaned(entered.line().loginChannelId()),
                entered.line().loginChannelSecret());
        check.propertyNames(entered.propertyNames());
        check.done();
    }

    /**
     * The LINE side alone.
     *
     * @throws ConnectionRefusedException with everything that cannot be right
     */
    static void check(LineAccount entered) {
        var check = new ConnectionValidator();
        check.lineToConnect(entered);
        check.done();
    }

    /**
     * The HubSpot side alone.
     *
     * @throws ConnectionRefusedException with everything that cannot be right
     */
    static void check(Optional<String> accessToken, Optional<Long> portalId) {
        var check = new ConnectionValidator();
        check.hubspotToConnect(accessToken, portalId);
        check.done();
    }

    /**
     * Names of existing properties alone.
     *
     * @throws ConnectionRefusedException with everything that cannot be right
     */
    static void check(Map<String, String> propertyNames) {
        var check = new ConnectionValidator();
        check.propertyNames(propertyNames);
        check.done();
    }

    /** @throws ConnectionRefusedException with everything that cannot be right */
    static void check(ConnectionChange entered) {
        var check = new ConnectionValidator();
        entered.name().ifPresent(check::name);
        check.line(entered.line());
        check.hubspot(entered.hubspotAccessToken(), entered.portalId());
        check.done();
    }

    /** @throws ConnectionRefusedException when only one of the two is there */
    static void checkLogin(Optional<String> channelId, Optional<String> channelSecret) {
        var check = new ConnectionValidator();
        check.bothOrNone(channelId, channelSecret);
        check.done();
    }

    private void bothOrNone(Optional<String> loginChannelId, Optional<String> loginChannelSecret) {
        if (loginChannelId.isPresent() && loginChannelSecret.isEmpty()) {
            refuse("line.loginChannelSecret", "Enter the secret of the LINE Login channel along with its ID.");
        }
        if (loginChannelId.isEmpty() && loginChannelSecret.isPresent()) {
            refuse("line.loginChannelId", "Enter the ID of the LINE Login channel along with its secret.");
        }
    }

    /** By property. Call after {@link #check}. */
    static Map<LineProperty, String> mapped(Map<String, String> propertyNames) {
        var mapped = new EnumMap<LineProperty, String>(LineProperty.class);
        propertyNames.forEach((key, name) -> mapped.put(LineProperty.byKey(key).orElseThrow(), name));
        return mapped;
    }

    private void name(String name) {
        if (name.isBlank() || name.length() > NAME_LIMIT) {
            refuse("name", "Enter a name of 1 to %d characters.".formatted(NAME_LIMIT));
        }
    }

    private void line(LineAccount line) {
        credential("line.channelSecret", line.channelSecret());
        credential("line.channelAccessToken", line.channelAccessToken());
        channelId("line.channelId", line.channelId());
        channelId("line.loginChannelId", LineAccount.cleaned(line.loginChannelId()));
        if (line.loginChannelSecret().isPresent()
                && !CHANNEL_SECRET.matcher(line.loginChannelSecret().get()).matches()) {
            refuse("line.loginChannelSecret", "A channel secret has 32 characters, 0 to 9 and a to f. Copy it again.");
        }
        line.pageAfterLogin().filter(page -> !page.isEmpty()).ifPresent(page -> {
            if (PageUrl.parse(page).isEmpty()) {
                refuse("line.pageAfterLogin", PageUrl.EXPECTED);
            }
        });
    }

    private void lineToConnect(LineAccount line) {
        line(line);
        required("line.channelSecret", line.channelSecret());
        if (line.channelAccessToken().isEmpty() && line.channelId().isEmpty()) {
            refuse("line.channelAccessToken", "Enter a channel access token, or the channel ID to have tokens issued.");
        }
    }

    private void hubspotToConnect(Optional<String> accessToken, Optional<Long> portalId) {
        if (accessToken.isEmpty() && portalId.isEmpty()) {
            refuse(
                    "hubspot.accessToken",
                    "Enter the access token, or as hubspot.portalId the portal that the app is installed in.");
        }
        hubspot(accessToken, portalId);
    }

    private void hubspot(Optional<String> accessToken, Optional<Long> portalId) {
        credential("hubspot.accessToken", accessToken);
        if (accessToken.isPresent() && portalId.isPresent()) {
            refuse("hubspot.portalId", "Enter either an access token or a portal, not both.");
        }
        if (portalId.isPresent() && portalId.get() <= 0) {
            refuse("hubspot.portalId", "A portal ID is a number above 0.");
        }
    }

    private void required(String field, Optional<String> value) {
        if (value.isEmpty()) {
            refuse(field, "This is needed.");
        }
    }

    private void credential(String field, Optional<String> value) {
        if (value.isPresent() && !CREDENTIAL.matcher(value.get()).matches()) {
            refuse(field, "This holds blanks or other characters that it never has. Copy it again.");
        }
    }

    private void channelId(String field, Optional<String> value) {
        if (value.isPresent() && !CHANNEL_ID.matcher(value.get()).matches()) {
            refuse(field, "A channel ID is a number of up to 20 digits.");
        }
    }

    private void propertyNames(Map<String, String> names) {
        names.forEach((key, name) -> {
            if (LineProperty.byKey(key).isEmpty()) {
                refuse(
                        "propertyNames." + key,
                        "There is no such property. Known are "
                                + Arrays.stream(LineProperty.values())
                                        .map(LineProperty::key)
                                        .collect(Collectors.joining(", "))
                                + ".");
            } else if (!INTERNAL_NAME.matcher(name).matches()) {
                refuse(
                        "propertyNames." + key,
                        "An internal name has lower-case letters, digits and underscores, and a letter first.");
            }
        });
    }

    private void refuse(String field, String message) {
        refusals.add(new Refusal(Reason.INVALID, field, message));
    }

    private void done() {
        if (!refusals.isEmpty()) {
            throw new ConnectionRefusedException(refusals);
        }
    }
}
