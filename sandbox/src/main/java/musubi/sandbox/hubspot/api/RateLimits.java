package musubi.sandbox.hubspot.api;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Json;
import musubi.sandbox.hubspot.RateLimitForm;

/**
 * A portal's limits: calls in the last ten seconds per token, searches in the last second and calls per day per
 * account. True rolling windows by the time of arrival; a refused call is not counted.
 */
public final class RateLimits {

    /** The limit in the headers when there is none, so that a client that follows them is not slowed down. */
    static final int UNLIMITED = 1_000_000;

    /** The burst limit of a marketplace app, independent of the portal's subscription. */
    static final int MARKETPLACE_APP = 110;

    private static final long WINDOW = 10_000;
    private static final int SEARCHES_PER_SECOND = 5;

    private final Clock clock;
    private final ZoneId zone;
    private final Map<String, Deque<Long>> byToken = new HashMap<>();
    private final Deque<Long> searches = new ArrayDeque<>();
    private int burst;
    private int daily;
    private int today;
    private LocalDate day = LocalDate.EPOCH;
    private RateLimitForm form = RateLimitForm.CATEGORY;
    private boolean retryAfter;

    public RateLimits(Clock clock, ZoneId zone, int burst, int daily) {
        this.clock = clock;
        this.zone = zone;
        this.burst = burst;
        this.daily = daily;
    }

    public synchronized void burst(int calls) {
        burst = calls;
    }

    public synchronized void daily(int calls) {
        daily = calls;
    }

    public synchronized void form(RateLimitForm wanted) {
        form = wanted;
    }

    public synchronized void retryAfter(boolean on) {
        retryAfter = on;
    }

    /** Counts the call; returns the 429 when it is over a limit. */
    public synchronized Optional<Answer> refused(Credential credential, boolean search, String correlationId) {
        var now = clock.millis();
        var today = today(now);
        var burst = burst(credential);
        var window = search ? searches : window(credential.key(), now);
        if (search) {
            drop(searches, now - 1_000);
        }
        if (today >= daily && !credential.ofMarketplaceApp()) {
            return Optional.of(tooMany("DAILY", "daily", untilMidnight(now), correlationId));
        }
        if (search && searches.size() >= SEARCHES_PER_SECOND) {
            return Optional.of(tooMany("SECONDLY", "secondly", searches.getFirst() + 1_000 - now, correlationId));
        }
        if (!search && burst > 0 && window.size() >= burst) {
            return Optional.of(tooMany(
                    "TEN_SECONDLY_ROLLING", "ten_secondly_rolling", window.getFirst() + WINDOW - now, correlationId));
        }
        if (search || burst > 0) {
            window.add(now);
        }
        if (!credential.ofMarketplaceApp()) {
            this.today++;
        }
        return Optional.empty();
    }

    /** Without a limit for the portal there is none for apps either. */
    private int burst(Credential credential) {
        return credential.ofMarketplaceApp() && burst > 0 ? MARKETPLACE_APP : burst;
    }

    /** The headers of every answer but a search's. */
    public synchronized Map<String, String> headers(Credential credential) {
        var now = clock.millis();
        var burst = burst(credential);
        var max = burst > 0 ? burst : UNLIMITED;
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-HubSpot-RateLimit-Max", Integer.toString(max));
        headers.put(
                "X-HubSpot-RateLimit-Remaining",
                Integer.toString(Math.max(0, max - window(credential.key(), now).size())));
        headers.put("X-HubSpot-RateLimit-Interval-Milliseconds", Long.toString(WINDOW));
        if (credential.ofMarketplaceApp()) {
            return headers;
        }
        headers.put("X-HubSpot-RateLimit-Daily", Integer.toString(daily));
        headers.put("X-HubSpot-RateLimit-Daily-Remaining", Integer.toString(Math.max(0, daily - today(now))));
        return headers;
    }

    private Deque<Long> window(String token, long now) {
        var window = byToken.computeIfAbsent(token, fresh -> new ArrayDeque<>());
        drop(window, now - WINDOW);
        return window;
    }

    private static void drop(Deque<Long> window, long upTo) {
        while (!window.isEmpty() && window.getFirst() <= upTo) {
            window.removeFirst();
        }
    }

    private int today(long now) {
        var date = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
        if (!date.equals(day)) {
            day = date;
            today = 0;
        }
        return today;
    }

    private long untilMidnight(long now) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli() - now;
    }

    private Answer tooMany(String policy, String name, long waitMillis, String correlationId) {
        var body =
                Json.object().put("status", "error").put("message", "You have reached your %s limit.".formatted(name));
        switch (form) {
            case CATEGORY -> body.put("category", "RATE_LIMITS");
            case ERROR_TYPE ->
                body.put("errorType", "RATE_LIMIT")
                        .put(
                                "requestId",
                                UUID.nameUUIDFromBytes(Json.bytes(correlationId))
                                        .toString());
        }
        body.put("correlationId", correlationId).put("policyName", policy);
        var answer = Answer.json(429, body);
        return retryAfter ? answer.with("Retry-After", Long.toString(Math.max(1, (waitMillis + 999) / 1_000))) : answer;
    }
}
