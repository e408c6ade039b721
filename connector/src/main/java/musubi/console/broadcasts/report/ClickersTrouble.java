package musubi.console.broadcasts.report;

import musubi.hubspot.HubSpotException;

/**
 * Why HubSpot does not say who clicked.
 *
 * @param message what message keys begin with: {@code .what}, {@code .meaning}, {@code .todo}
 * @param scopes that are missing in HubSpot; empty: none, as far as it says
 */
record ClickersTrouble(String message, String scopes) {

    static ClickersTrouble of(HubSpotException failure) {
        var kind = switch (failure.kind()) {
            case RETRY, LIMITED -> "away";
            case QUOTA -> "quota";
            case AUTH -> failure.missingScopes().isEmpty() ? "auth" : "scope";
            case REJECTED -> "refused";
        };
        return new ClickersTrouble("report.trouble." + kind, String.join(" ", failure.missingScopes()));
    }
}
