package musubi.console.friends;

import java.time.Duration;
import musubi.hubspot.HubSpotException;

/**
 * Why HubSpot does not tell now, for a page.
 *
 * @param words keys begin with it: {@code .what}, {@code .meaning}, {@code .todo}
 * @param seconds how long to wait before the next try; 0: there is no use in one
 */
record HubSpotTrouble(String words, long seconds) {

    /** What is looked for is longer than HubSpot takes: trying again does not help. */
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
