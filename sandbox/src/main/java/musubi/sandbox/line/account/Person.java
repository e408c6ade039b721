package musubi.sandbox.line.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import musubi.sandbox.http.Json;
import musubi.sandbox.line.ReceivedMessage;
import musubi.sandbox.line.UserOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A person on LINE, as one channel knows them. */
public final class Person {

    public final String userId;
    public volatile String displayName;
    public volatile @Nullable String pictureUrl;
    final @Nullable String statusMessage;
    final @Nullable String language;
    public volatile @Nullable String email;
    public volatile boolean noConsent;
    public volatile boolean following;
    public volatile boolean blocking;
    public volatile boolean hasWritten;
    private volatile @Nullable Phone phone;

    public Person(String userId, UserOptions options) {
        this.userId = userId;
        this.displayName = options.displayName();
        this.pictureUrl = options.pictureUrl();
        this.statusMessage = options.statusMessage();
        this.language = options.language();
        this.email = options.email();
    }

    /**
     * Gets the messages of one call.
     *
     * @param messages a JSON array, which is not copied
     * @param unit in which it is counted; empty: in none
     */
    public void receive(Instant at, byte[] messages, String unit) {
        phone().receive(at, messages, unit);
    }

    private synchronized Phone phone() {
        var here = phone;
        if (here == null) {
            here = new Phone();
            phone = here;
        }
        return here;
    }

    /** How many calls of the account reached this person, ever. */
    public int receivedCalls() {
        var here = phone;
        return here == null ? 0 : here.calls();
    }

    /** What arrived by the newest {@value Phone#KEPT} calls, the oldest first. */
    public List<ReceivedMessage> received() {
        var here = phone;
        return here == null ? List.of() : here.newest();
    }

    /** Looks at the chat: the messages of the newest calls are shown. */
    public void look(Units units) {
        kept().stream()
                .filter(call -> !call.unit().isEmpty())
                .forEach(call -> units.shown(
                        call.unit(), userId, call.at(), (int) call.all().count()));
    }

    /** Opens an address of a message, the newest one that has it, which is shown then. */
    public void click(Units units, String url) {
        var written = Json.object().put("url", url).get("url").toString();
        kept().reversed().stream()
                .filter(call -> new String(call.messages(), StandardCharsets.UTF_8)
                        .contains(written.substring(1, written.length() - 1)))
                .findFirst()
                .filter(call -> !call.unit().isEmpty())
                .ifPresent(call -> {
                    units.shown(call.unit(), userId, call.at(), (int) call.all().count());
                    units.clicked(call.unit(), userId, call.at(), url);
                });
    }

    private List<Phone.Call> kept() {
        var here = phone;
        return here == null ? List.of() : here.kept();
    }

    /** Whether there is a profile: of friends and people who have written, not of those who block or did not consent. */
    public boolean hasProfile() {
        return !noConsent && !blocking && (following || hasWritten);
    }

    /** Whether the list of followers contains this person. */
    public boolean isListed() {
        return following && !blocking && !noConsent;
    }

    /** Has added the account and does not block it. */
    public boolean isFriend() {
        return following && !blocking;
    }

    /** The {@code source} of this person's events. */
    public ObjectNode source() {
        return Json.object().put("type", "user").put("userId", userId);
    }

    public ObjectNode profile() {
        var profile = memberProfile();
        if (statusMessage != null) {
            profile.put("statusMessage", statusMessage);
        }
        if (language != null) {
            profile.put("language", language);
        }
        return profile;
    }

    public ObjectNode memberProfile() {
        var profile = Json.object().put("displayName", displayName).put("userId", userId);
        var picture = pictureUrl;
        if (picture != null) {
            profile.put("pictureUrl", picture);
        }
        return profile;
    }
}
