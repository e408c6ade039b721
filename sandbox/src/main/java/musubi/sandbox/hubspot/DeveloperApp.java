package musubi.sandbox.hubspot;

import java.util.Set;
import musubi.sandbox.hubspot.oauth.OAuthApp;

/** A developer app with OAuth, as its developer and the people who install it see it. */
public final class DeveloperApp {

    private final OAuthApp app;

    DeveloperApp(OAuthApp app) {
        this.app = app;
    }

    /** The app id. */
    public long id() {
        return app.id();
    }

    /** The OAuth client id. */
    public String clientId() {
        return app.clientId();
    }

    /** The OAuth client secret. */
    public String clientSecret() {
        return app.clientSecret();
    }

    /** The options it was created with, client id and secret included. */
    public AppOptions options() {
        return app.options();
    }

    /** The calls of the token endpoints, such as {@code POST oauth/token refresh_token}. */
    public Traffic traffic() {
        return app.traffic();
    }

    /** Sets what happens to a refresh token that is used; {@link RefreshTokenRotation#KEPT} by default. */
    public void rotation(RefreshTokenRotation wanted) {
        app.rotation(wanted);
    }

    /** Whether the app has a refresh token of that portal. */
    public boolean isInstalledIn(Portal portal) {
        return app.portalIds().contains(portal.id());
    }

    /** The ids of the portals it is installed in. */
    public Set<Long> portals() {
        return app.portalIds();
    }

    /** Uninstalls the app from the portal: its tokens there are invalid at once. */
    public void uninstall(Portal portal) {
        app.uninstall(portal.id());
    }

    /** Makes the access tokens of the portal invalid, as if HubSpot had lost them; refresh tokens stay valid. */
    public void dropAccessTokens(Portal portal) {
        app.dropAccessTokens(portal.id());
    }
}
