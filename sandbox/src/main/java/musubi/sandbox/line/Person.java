package musubi.sandbox.line;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.sandbox.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody on LINE, as one channel knows them. */
final class Person {

    final String userId;
    volatile String displayName;
    volatile @Nullable String pictureUrl;
    final @Nullable String statusMessage;
    final @Nullable String language;
    volatile @Nullable String email;
    volatile boolean noConsent;
    volatile boolean following;
    volatile boolean blocking;
    volatile boolean hasWritten;
    final List<JsonNode> received = new CopyOnWriteArrayList<>();

    Person(String userId, UserOptions options) {
        this.userId = userId;
        this.displayName = options.displayName();
        this.pictureUrl = options.pictureUrl();
        this.statusMessage = options.statusMessage();
        this.language = options.language();
        this.email = options.email();
    }

    /** Friends and people who once wrote can be looked up; not those who block or did not consent. */
    boolean hasProfile() {
        return !noConsent && !blocking && (following || hasWritten);
    }

    /** Listed among the followers. */
    boolean isListed() {
        return following && !blocking && !noConsent;
    }

    /** Has added the account and does not block it. */
    boolean isFriend() {
        return following && !blocking;
    }

    /** The {@code source} of this person's events. */
    ObjectNode source() {
        return Json.object().put("type", "user").put("userId", userId);
    }

    ObjectNode profile() {
        var profile = memberProfile();
        if (statusMessage != null) {
            profile.put("statusMessage", statusMessage);
        }
        if (language != null) {
            profile.put("language", language);
        }
        return profile;
    }

    ObjectNode memberProfile() {
        var profile = Json.object().put("displayName", displayName).put("userId", userId);
        var picture = pictureUrl;
        if (picture != null) {
            profile.put("pictureUrl", picture);
        }
        return profile;
    }
}
