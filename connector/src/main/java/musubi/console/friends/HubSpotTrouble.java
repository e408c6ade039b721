package musubi.console.friends;

import java.time.Duration;
import musubi.hubspot.HubSpotException;

/**
 * Why HubSpot does not give the list now.
 *
 * @param message what message keys begin with: {@code .what}, {@code .meaning}, {@code .todo}
 * @param seconds how long to wait before the next attempt; 0: another attempt is useless
 */
record HubSpotTrouble(String message, long seconds) {

    /** The search is longer than HubSpot accepts: another attempt does not help. */
    static final HubSpotTrouble TOO_LONG = new HubSpotTrouble("friends.trouble.long", 0);

    private static final Duration A_MOMENT = Duration.ofSeconds(10);

    static HubSpotTrouble of(HubSpotException failure) {
        return new HubSpotTrouble(
                "friends.trouble."
                        + switch (failure.kind()) {
                            case RETRY -> "away";
                            case LIMITED -> "limited";
                            case QUOTA -> "quota";
                            case AUTH -> "auth";
                            case REJECTED -> "refused";
                        },
                Math.max(1, failure.retryAfter().orElse(A_MOMENT).toSeconds()));
    }
}
