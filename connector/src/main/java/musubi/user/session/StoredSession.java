package musubi.user.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/** A session as one request has it: what was read, and what the request has changed of it. For one thread at a time. */
public final class StoredSession implements Session {

    /** An HttpSession gives no other way to what it wraps. */
    private static final String SELF = StoredSession.class.getName();

    private final Supplier<String> tokens;
    private final Duration timeout;
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Optional<Object>> changes = new HashMap<>();

    private String token;
    private @Nullable String storedToken;
    private int version;
    private @Nullable SessionOwner owner;
    private Instant seenAt;
    private Instant storedSeenAt;

    /** One that nobody has yet. */
    StoredSession(Supplier<String> tokens, Duration timeout, Instant now) {
        this.tokens = tokens;
        this.timeout = timeout;
        this.token = tokens.get();
        this.seenAt = now;
        this.storedSeenAt = now;
    }

    /** One of the database. */
    StoredSession(
            Supplier<String> tokens, Duration timeout, String token, SessionRow row, Map<String, Object> attributes) {
        this.tokens = tokens;
        this.timeout = timeout;
        this.token = token;
        this.storedToken = token;
        this.version = row.version();
        this.owner = row.owner();
        this.seenAt = row.seenAt();
        this.storedSeenAt = row.seenAt();
        this.attributes.putAll(attributes);
    }

    /** The session of a request; empty when nobody is signed in. */
    public static Optional<StoredSession> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(SELF))
                .map(StoredSession.class::cast);
    }

    /** Who is signed in; empty until somebody is. */
    public Optional<SessionOwner> owner() {
        return Optional.ofNullable(owner);
    }

    /** From now on it is that person's. Without an owner a session is not stored. */
    public void open(SessionOwner now) {
        owner = now;
        seenAt = now.since();
    }

    /** Records the person's activity. */
    public void seen(Instant now) {
        if (now.isAfter(seenAt)) {
            seenAt = now;
        }
    }

    Instant seenAt() {
        return seenAt;
    }

    /** For how long nobody has recorded an activity. */
    Duration unrecorded() {
        return Duration.between(storedSeenAt, seenAt);
    }

    int version() {
        return version;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    boolean isChanged() {
        return !changes.isEmpty();
    }

    /** The token of its row; empty when it has none yet. */
    Optional<String> storedToken() {
        return Optional.ofNullable(storedToken);
    }

    /** Whether it has no row under its token. */
    boolean isMoved() {
        return !token.equals(storedToken);
    }

    /** It is in the database as it is here. */
    void stored(int newVersion) {
        storedToken = token;
        version = newVersion;
        storedSeenAt = seenAt;
        changes.clear();
    }

    void seenStored() {
        storedSeenAt = seenAt;
    }

    /** Another request has changed the row: its attributes, with the changes of this one. */
    void rebase(int newVersion, Map<String, Object> now) {
        version = newVersion;
        attributes.clear();
        attributes.putAll(now);
        changes.forEach((name, value) ->
                value.ifPresentOrElse(changed -> attributes.put(name, changed), () -> attributes.remove(name)));
    }

    @Override
    public String getId() {
        return token;
    }

    @Override
    public String changeSessionId() {
        token = tokens.get();
        return token;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface wants it
    public <T> @Nullable T getAttribute(String name) {
        return (T) (name.equals(SELF) ? this : attributes.get(name));
    }

    @Override
    public Set<String> getAttributeNames() {
        return Set.copyOf(attributes.keySet());
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (!Objects.equals(value, attributes.get(name))) {
            changes.put(name, Optional.ofNullable(value));
            if (value == null) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        }
    }

    @Override
    public void removeAttribute(String name) {
        setAttribute(name, null);
    }

    @Override
    public Instant getCreationTime() {
        return owner().map(SessionOwner::since).orElse(seenAt);
    }

    /** Each request sets it, those that a page sends by itself too, which are no activity: see {@link #seen}. */
    @Override
    public void setLastAccessedTime(Instant ignored) {}

    @Override
    public Instant getLastAccessedTime() {
        return seenAt;
    }

    /** It is the same for all. */
    @Override
    public void setMaxInactiveInterval(Duration ignored) {}

    @Override
    public Duration getMaxInactiveInterval() {
        return timeout;
    }

    /** What is expired is not found. */
    @Override
    public boolean isExpired() {
        return false;
    }
}
