package musubi.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.AccessMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import musubi.api.options.OptionsRequest;
import musubi.connection.ConnectionChange;
import musubi.connection.LineAccount;
import musubi.connection.NewConnection;
import musubi.connection.OptionsChange;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST} and {@code PATCH}. Only name and options are ever returned. */
@Schema(name = "ConnectionRequest")
record ConnectionRequest(
        @Schema(description = "What operators call it, 1 to 100 characters", example = "Shop Ginza") @Nullable
        String name,

        @Nullable Line line,
        @Nullable HubSpot hubspot,
        @Nullable OptionsRequest options,

        @Schema(
                description = "Existing internal names in the place of those Musubi makes; only when connecting",
                example = "{\"lineUserId\": \"lha_line_user_id\"}")
        @Nullable
        Map<String, @Nullable String> propertyNames) {

    @Schema(name = "ConnectionLine")
    record Line(
            @Schema(description = "Basic settings tab", accessMode = AccessMode.WRITE_ONLY) @Nullable
            String channelSecret,

            @Schema(
                    description = "Messaging API tab; left out, tokens of 15 minutes are issued with channelId",
                    accessMode = AccessMode.WRITE_ONLY)
            @Nullable
            String channelAccessToken,

            @Schema(
                    description =
                            "Basic settings tab. Changed without channelAccessToken: from now on by issued tokens",
                    example = "1234567890",
                    accessMode = AccessMode.WRITE_ONLY)
            @Nullable
            String channelId,

            @Schema(
                    description =
                            "Along with its secret. In a change there but empty: the channel is taken away, and links"
                                    + " and QR codes stop working until there is one again",
                    example = "2345678901",
                    accessMode = AccessMode.WRITE_ONLY)
            @Nullable
            String loginChannelId,

            @Schema(description = "Of the same provider; tried at LINE", accessMode = AccessMode.WRITE_ONLY) @Nullable
            String loginChannelSecret,

            @Schema(
                    description = "Where friends are sent after linking; empty: to a page of Musubi",
                    example = "https://www.example.com/thanks")
            @Nullable
            String pageAfterLogin) {

        LineAccount account() {
            return new LineAccount(
                    Optional.ofNullable(channelSecret),
                    Optional.ofNullable(channelAccessToken),
                    Optional.ofNullable(channelId),
                    Optional.ofNullable(loginChannelId),
                    Optional.ofNullable(loginChannelSecret),
                    Optional.ofNullable(pageAfterLogin));
        }

        /** Without secrets, since Spring logs bodies at debug level. */
        @Override
        public String toString() {
            return "Line[…]";
        }
    }

    @Schema(name = "ConnectionHubSpot")
    record HubSpot(
            @Schema(
                    description = "Of a private app or a service key, with the scopes crm.objects.contacts.read,"
                            + " crm.objects.contacts.write, crm.schemas.contacts.read, crm.schemas.contacts.write",
                    accessMode = AccessMode.WRITE_ONLY)
            @Nullable
            String accessToken,

            @Schema(
                    description =
                            "In the place of accessToken: a portal that the app is installed in (see HubSpot app)",
                    example = "12345678",
                    accessMode = AccessMode.WRITE_ONLY)
            @Nullable
            Long portalId) {

        /** Without secrets, since Spring logs bodies at debug level. */
        @Override
        public String toString() {
            return "HubSpot[…]";
        }
    }

    NewConnection toConnect() {
        return new NewConnection(
                name == null ? "" : name,
                account(),
                hubspotAccessToken().orElse(""),
                portalId(),
                optionsChange(),
                names());
    }

    ConnectionChange toChange() {
        return new ConnectionChange(
                Optional.ofNullable(name), account(), hubspotAccessToken(), portalId(), optionsChange());
    }

    private LineAccount account() {
        return line == null ? LineAccount.NONE : line.account();
    }

    private Optional<String> hubspotAccessToken() {
        return Optional.ofNullable(hubspot).map(HubSpot::accessToken);
    }

    private Optional<Long> portalId() {
        return Optional.ofNullable(hubspot).map(HubSpot::portalId);
    }

    private OptionsChange optionsChange() {
        return options == null ? OptionsChange.NONE : options.change();
    }

    /** A null name means the default, as if it were left out. */
    private Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        if (propertyNames != null) {
            propertyNames.forEach((key, internalName) -> {
                if (internalName != null) {
                    names.put(key, internalName.strip());
                }
            });
        }
        return names;
    }
}
