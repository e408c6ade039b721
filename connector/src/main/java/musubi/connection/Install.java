package musubi.connection;

import java.util.Optional;
import java.util.UUID;

/**
 * An installation of our app by a person in HubSpot.
 *
 * @param portalId the portal it was installed in, once that is known
 * @param problem why it failed
 */
public record Install(UUID id, State state, Optional<Long> portalId, Optional<Failure> problem) {

    /** The progress of an installation. */
    public enum State {
        /** The link has not been followed to the end yet. */
        WAITING,
        /** The app is installed, and Musubi has its tokens. */
        DONE,
        /** The person pressed Cancel in HubSpot. */
        DECLINED,
        /** Nobody followed the link to the end in time. */
        EXPIRED,
        /** It failed; {@link Install#problem} says why. */
        FAILED
    }

    /** Why an installation failed. The sentences are in the message bundles: {@code connect.app.<name>}. */
    public enum Failure {
        /** HubSpot did not accept the installation. */
        REFUSED,
        /** HubSpot does not know the app's client id, or not with this secret. */
        APP_REFUSED,
        /** HubSpot did not answer. */
        UNAVAILABLE,
        /** The app was installed in another portal than the connection's. */
        OTHER_PORTAL,
        /** The app is installed, but the connection could not be changed to it. */
        CONNECTION
    }

    /** An installation that failed. */
    public static Install failed(UUID id, Optional<Long> portalId, Failure failure) {
        return new Install(id, State.FAILED, portalId, Optional.of(failure));
    }
}
