package musubi.connection;

import java.util.Optional;
import java.util.UUID;

/**
 * An installation of our app by a person in HubSpot.
 *
 * @param portalId where it was installed, once that is known
 * @param problem why it failed
 */
public record Install(UUID id, State state, Optional<Long> portalId, Optional<Failure> problem) {

    /** How far it is. */
    public enum State {
        /** The link was not followed to the end yet. */
        WAITING,
        /** The app is installed, and Musubi has its tokens. */
        DONE,
        /** The person pressed Cancel in HubSpot. */
        DECLINED,
        /** Nobody followed the link to the end in time. */
        EXPIRED,
        /** It came to nothing; {@link Install#problem} says why. */
        FAILED
    }

    /** Why one failed. */
    public enum Failure {
        REFUSED("HubSpot did not accept the installation. Make a new link and try again."),
        APP_REFUSED("HubSpot does not know this app. Compare musubi.hubspot.client-id and musubi.hubspot.client-secret"
                + " with the app's Auth page, start Musubi again, and make a new link."),
        UNAVAILABLE("HubSpot did not answer. Make a new link and try again later."),
        OTHER_PORTAL("The app was installed in another portal than the connection's. Make a new link, and choose the"
                + " right portal on HubSpot's page."),
        CONNECTION("The app is installed, but the connection could not be changed to it. PATCH the connection with"
                + " hubspot.portalId to see why.");

        private final String words;

        Failure(String words) {
            this.words = words;
        }

        /** What happened and what to do, for an operator. */
        public String words() {
            return words;
        }
    }
}
