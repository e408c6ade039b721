package musubi.sandbox.line.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import musubi.sandbox.line.Consent;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.EventOptions;
import musubi.sandbox.line.account.Ids;
import musubi.sandbox.line.account.Person;
import musubi.sandbox.line.login.Authorization.Asked;
import musubi.sandbox.line.login.Authorization.Refused;

/** All LINE Login clients, and the authorization codes that people's consents produced. */
public final class Logins {

    private static final Duration CODE_TTL = Duration.ofMinutes(10);

    private final Clock clock;
    private final UserTokens tokens;
    private final Ids ids;
    private final Map<String, LoginClient> clients = new ConcurrentHashMap<>();
    private final List<LoginClient> inOrder = new ArrayList<>();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final AuthorizeCheck check = new AuthorizeCheck(this::find);

    /** The login that an authorization code was issued for. */
    record Code(Asked asked, Person person, boolean sharesEmail, Instant issued) {}

    public Logins(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
        this.tokens = new UserTokens(clock, ids);
    }

    Clock clock() {
        return clock;
    }

    public UserTokens tokens() {
        return tokens;
    }

    /**
     * Adds a LINE Login channel.
     *
     * @throws IllegalArgumentException when there is one with that id
     */
    public synchronized LoginClient add(LoginChannelOptions options, Account account) {
        var client = new LoginClient(options, account, ids);
        if (clients.putIfAbsent(client.id(), client) != null) {
            throw new IllegalArgumentException("id: %s is there already".formatted(client.id()));
        }
        inOrder.add(client);
        return client;
    }

    synchronized List<LoginClient> all() {
        return List.copyOf(inOrder);
    }

    public Optional<LoginClient> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    Authorization asked(Map<String, String> parameters) {
        return check.of(parameters);
    }

    public Authorization consented(LoginClient client, Map<String, String> parameters, String userId, Consent consent) {
        return switch (asked(parameters)) {
            case Asked asked when asked.client() != client -> new Refused("client_id is another channel's.");
            case Asked asked -> consented(asked, userId, consent);
            case Authorization other -> other;
        };
    }

    public Authorization consented(Asked asked, String userId, Consent consent) {
        var answer = new LinkedHashMap<String, String>();
        if (!consent.agrees()) {
            answer.put("error", "ACCESS_DENIED");
            answer.put("error_description", "The resource owner denied the request.");
            answer.put("state", asked.state());
            return asked.back(answer);
        }
        var account = asked.client().account();
        var person = account.people().find(userId);
        var refused = refused(asked, userId);
        if (refused.isPresent() || person == null) {
            return refused.orElseThrow();
        }
        var code = ids.letters(20);
        codes.put(code, new Code(asked, person, consent.sharesEmail(), clock.instant()));
        answer.put("code", code);
        answer.put("state", asked.state());
        if (asked.showsAccount()) {
            answer.put("friendship_status_changed", "" + (consent.addsFriend() && becomesFriend(account, person)));
        }
        return asked.back(answer);
    }

    /** The reason why this person cannot log in, if there is one. */
    Optional<Refused> refused(Asked asked, String userId) {
        if (asked.client().account().people().find(userId) == null) {
            return Optional.of(new Refused("Nobody has this user id."));
        }
        return asked.client().admits(userId)
                ? Optional.empty()
                : Optional.of(new Refused("This channel is now developing status. User need to have developer role."));
    }

    /** Uses a code up and returns its login; empty when the code is unknown or expired. */
    Optional<Code> use(String code) {
        return Optional.ofNullable(codes.remove(code))
                .filter(known -> clock.instant().isBefore(known.issued().plus(CODE_TTL)));
    }

    public void clear() {
        codes.clear();
        tokens.clear();
    }

    private static boolean becomesFriend(Account account, Person person) {
        if (person.isFriend()) {
            return false;
        }
        var _ = account.follow(person, person.blocking, EventOptions.DEFAULT);
        return true;
    }
}
