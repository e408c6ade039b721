package musubi.connection.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import musubi.connection.ConnectionChange;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.LineAccount;
import musubi.connection.NewConnection;
import musubi.connection.PageUrl;
import musubi.connection.RefusalCode;
import musubi.contact.LineProperty;

/**
 * Validates what a person entered, without any call. All methods throw a {@link ConnectionRefusedException} with everything that is
 * not valid.
 */
public final class ConnectionValidator {

    private static final int MAX_NAME_LENGTH = 100;

    /** The characters that a header can hold; a token with others was not copied correctly. */
    private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,2000}");

    private static final Pattern CHANNEL_ID = Pattern.compile("[0-9]{1,20}");
    private static final Pattern CHANNEL_SECRET = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern INTERNAL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");

    private final List<Refusal> refusals = new ArrayList<>();

    private ConnectionValidator() {}

    static void validate(NewConnection input) {
        var validator = new ConnectionValidator();
        validator.name(input.name());
        validator.newLineAccount(input.line());
        validator.newHubSpotAccess(LineAccount.cleaned(Optional.of(input.hubspotAccessToken())), input.portalId());
        validator.loginChannel(
                LineAccount.cleaned(input.line().loginChannelId()), input.line().loginChannelSecret());
        validator.propertyNames(input.propertyNames());
        validator.finish();
    }

    static void validate(ConnectionChange input) {
        var validator = new ConnectionValidator();
        input.name().ifPresent(validator::name);
        validator.lineAccount(input.line());
        validator.hubSpotAccess(input.hubspotAccessToken(), input.portalId());
        validator.finish();
    }

    /** Validates the LINE account of a new connection. */
    public static void validateLine(LineAccount input) {
        var validator = new ConnectionValidator();
        validator.newLineAccount(input);
        validator.finish();
    }

    /** Validates the access to HubSpot of a new connection. */
    public static void validateHubSpot(Optional<String> accessToken, Optional<Long> portalId) {
        var validator = new ConnectionValidator();
        validator.newHubSpotAccess(accessToken, portalId);
        validator.finish();
    }

    /** Validates names of existing properties. */
    public static void validateNames(Map<String, String> propertyNames) {
        var validator = new ConnectionValidator();
        validator.propertyNames(propertyNames);
        validator.finish();
    }

    /** Refuses a LINE Login channel of which only the id or only the secret is present. */
    static void validateLogin(Optional<String> channelId, Optional<String> channelSecret) {
        var validator = new ConnectionValidator();
        validator.loginChannel(channelId, channelSecret);
        validator.finish();
    }

    /** Valid property names by property. */
    public static Map<LineProperty, String> mapped(Map<String, String> propertyNames) {
        var mapped = new EnumMap<LineProperty, String>(LineProperty.class);
        propertyNames.forEach((key, name) -> mapped.put(LineProperty.byKey(key).orElseThrow(), name));
        return mapped;
    }

    private void loginChannel(Optional<String> id, Optional<String> secret) {
        if (id.isPresent() && secret.isEmpty()) {
            refuse("line.loginChannelSecret", RefusalCode.LOGIN_SECRET_REQUIRED);
        }
        if (id.isEmpty() && secret.isPresent()) {
            refuse("line.loginChannelId", RefusalCode.LOGIN_ID_REQUIRED);
        }
    }

    private void name(String name) {
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            refuse("name", RefusalCode.NAME_LENGTH, String.valueOf(MAX_NAME_LENGTH));
        }
    }

    private void lineAccount(LineAccount line) {
        credential("line.channelSecret", line.channelSecret());
        credential("line.channelAccessToken", line.channelAccessToken());
        channelId("line.channelId", line.channelId());
        channelId("line.loginChannelId", LineAccount.cleaned(line.loginChannelId()));
        if (isInvalid(CHANNEL_SECRET, line.loginChannelSecret())) {
            refuse("line.loginChannelSecret", RefusalCode.LOGIN_SECRET_FORMAT);
        }
        line.pageAfterLogin().filter(page -> !page.isEmpty()).ifPresent(page -> {
            if (PageUrl.parse(page).isEmpty()) {
                refuse("line.pageAfterLogin", RefusalCode.PAGE_URL_FORMAT, String.valueOf(PageUrl.LIMIT));
            }
        });
    }

    private void newLineAccount(LineAccount line) {
        lineAccount(line);
        if (line.channelSecret().isEmpty()) {
            refuse("line.channelSecret", RefusalCode.REQUIRED);
        }
        if (line.channelAccessToken().isEmpty() && line.channelId().isEmpty()) {
            refuse("line.channelAccessToken", RefusalCode.TOKEN_OR_CHANNEL_ID_REQUIRED);
        }
    }

    private void newHubSpotAccess(Optional<String> accessToken, Optional<Long> portalId) {
        if (accessToken.isEmpty() && portalId.isEmpty()) {
            refuse("hubspot.accessToken", RefusalCode.TOKEN_OR_PORTAL_REQUIRED);
        }
        hubSpotAccess(accessToken, portalId);
    }

    private void hubSpotAccess(Optional<String> accessToken, Optional<Long> portalId) {
        credential("hubspot.accessToken", accessToken);
        if (accessToken.isPresent() && portalId.isPresent()) {
            refuse("hubspot.portalId", RefusalCode.TOKEN_AND_PORTAL);
        }
        if (portalId.isPresent() && portalId.get() <= 0) {
            refuse("hubspot.portalId", RefusalCode.PORTAL_ID_FORMAT);
        }
    }

    private void credential(String field, Optional<String> value) {
        if (isInvalid(CREDENTIAL, value)) {
            refuse(field, RefusalCode.CREDENTIAL_FORMAT);
        }
    }

    private void channelId(String field, Optional<String> value) {
        if (isInvalid(CHANNEL_ID, value)) {
            refuse(field, RefusalCode.CHANNEL_ID_FORMAT);
        }
    }

    private static boolean isInvalid(Pattern format, Optional<String> value) {
        return value.isPresent() && !format.matcher(value.get()).matches();
    }

    private void propertyNames(Map<String, String> names) {
        names.forEach((key, name) -> {
            if (LineProperty.byKey(key).isEmpty()) {
                refuse(
                        "propertyNames." + key,
                        RefusalCode.PROPERTY_UNKNOWN,
                        Arrays.stream(LineProperty.values())
                                .map(LineProperty::key)
                                .collect(Collectors.joining(", ")));
            } else if (!INTERNAL_NAME.matcher(name).matches()) {
                refuse("propertyNames." + key, RefusalCode.PROPERTY_NAME_FORMAT);
            }
        });
    }

    private void refuse(String field, RefusalCode code, Object... arguments) {
        refusals.add(new Refusal(Reason.INVALID, field, code, arguments));
    }

    private void finish() {
        if (!refusals.isEmpty()) {
            throw new ConnectionRefusedException(refusals);
        }
    }
}
