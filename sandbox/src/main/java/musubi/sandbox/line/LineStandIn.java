package musubi.sandbox.line;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import musubi.sandbox.http.Answer;
import musubi.sandbox.http.Faults;
import musubi.sandbox.http.Request;
import musubi.sandbox.http.WebServer;
import musubi.sandbox.line.account.AccessTokens;
import musubi.sandbox.line.account.Account;
import musubi.sandbox.line.account.Ids;
import musubi.sandbox.line.api.LineApi;
import musubi.sandbox.line.api.Route;
import musubi.sandbox.line.login.AuthorizeApi;
import musubi.sandbox.line.login.LoginTokenApi;
import musubi.sandbox.line.login.LoginUserApi;
import musubi.sandbox.line.login.Logins;
import musubi.sandbox.line.messaging.AccountApi;
import musubi.sandbox.line.messaging.GroupApi;
import musubi.sandbox.line.messaging.InsightApi;
import musubi.sandbox.line.messaging.MessageApi;
import musubi.sandbox.line.messaging.PeopleApi;
import musubi.sandbox.line.messaging.QuotaApi;
import musubi.sandbox.line.messaging.TokenApi;
import musubi.sandbox.line.webhook.WebhookClient;

/**
 * LINE on loopback. One address serves what LINE spreads over {@code api.line.me}, {@code api-data.line.me} and
 * {@code access.line.me}, at its root: their paths do not overlap, and LINE's own Java client drops a path in its base
 * URL.
 */
public final class LineStandIn implements AutoCloseable {

    private final Clock clock;
    private final Ids ids;
    private final AccessTokens tokens;
    private final Logins logins;
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final List<Channel> inOrder = new ArrayList<>();
    private final List<LoginChannel> loginChannels = new CopyOnWriteArrayList<>();
    private final WebhookClient client = new WebhookClient();
    private final ApiTraffic traffic = new ApiTraffic();
    private final LineApi api;
    private final WebServer server;

    private LineStandIn(int port, Clock clock, long seed) {
        this.clock = clock;
        this.ids = new Ids(seed);
        this.tokens = new AccessTokens(clock);
        this.logins = new Logins(clock, ids);
        var routes = new ArrayList<Route>();
        routes.addAll(AccountApi.routes());
        routes.addAll(PeopleApi.routes());
        routes.addAll(GroupApi.routes());
        routes.addAll(MessageApi.routes());
        routes.addAll(QuotaApi.routes());
        routes.addAll(InsightApi.routes());
        routes.addAll(new TokenApi(id -> find(id).map(Channel::account), tokens, ids, logins).routes());
        routes.addAll(new LoginTokenApi(logins).routes());
        routes.addAll(new LoginUserApi(logins.tokens()).routes());
        routes.addAll(new AuthorizeApi(logins).routes());
        this.api = new LineApi(routes, tokens, ids, clock, traffic);
        this.server = WebServer.start(port, this::handle);
    }

    /**
     * Starts one without any channel.
     *
     * @param port on 127.0.0.1; 0 for any that is free
     * @param clock for timestamps, expiry of tokens and rate limits
     * @param seed of all ids, names and orders
     */
    public static LineStandIn start(int port, Clock clock, long seed) {
        return new LineStandIn(port, clock, seed);
    }

    /** Its base URL. */
    public URI url() {
        return server.url();
    }

    /** The faults of API calls. */
    public Faults faults() {
        return server.faults();
    }

    /** The API calls so far. */
    public ApiTraffic traffic() {
        return traffic;
    }

    /**
     * Adds a channel with its official account.
     *
     * @throws IllegalArgumentException when the id exists
     */
    public synchronized Channel addChannel(ChannelOptions options) {
        var id = options.id();
        if (id != null && channels.containsKey(id)) {
            throw new IllegalArgumentException("id: %s is there already".formatted(id));
        }
        var channel = new Channel(new Account(options, clock, ids, tokens, client));
        channels.put(channel.id(), channel);
        inOrder.add(channel);
        return channel;
    }

    /** All channels, in the order of creation. */
    public synchronized List<Channel> channels() {
        return List.copyOf(inOrder);
    }

    /**
     * One channel.
     *
     * @throws IllegalArgumentException when there is none with that id
     */
    public Channel channel(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("id: there is no channel %s".formatted(id)));
    }

    /**
     * Adds a LINE Login channel. Its consent page is at {@code /oauth2/v2.1/authorize}.
     *
     * @throws IllegalArgumentException when the id exists
     */
    public synchronized LoginChannel addLoginChannel(LoginChannelOptions options) {
        var client = logins.add(options, options.account().account());
        var channel = new LoginChannel(client, options.account(), logins);
        loginChannels.add(channel);
        return channel;
    }

    /** All LINE Login channels, in the order of creation. */
    public List<LoginChannel> loginChannels() {
        return List.copyOf(loginChannels);
    }

    /**
     * One LINE Login channel.
     *
     * @throws IllegalArgumentException when there is none with that id
     */
    public LoginChannel loginChannel(String id) {
        return loginChannels.stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("id: there is no login channel %s".formatted(id)));
    }

    /** Deletes all people, logins, faults and counters. The channels, their settings and tokens stay. */
    public void reset() {
        channels().forEach(Channel::reset);
        logins.clear();
        faults().clear();
        traffic.clear();
    }

    @Override
    public void close() {
        channels().forEach(Channel::close);
        client.close();
        server.close();
    }

    private Answer handle(Request request) {
        return api.handle(request);
    }

    private Optional<Channel> find(String id) {
        return Optional.ofNullable(channels.get(id));
    }
}
