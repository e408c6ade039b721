package musubi.standins;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.connection.Connection.Access;
import musubi.connection.ConnectionChange;
import musubi.connection.Connections;
import musubi.connection.LineAccount;
import musubi.connection.NewConnection;
import musubi.connection.OptionsChange;
import musubi.hubspot.HubSpotSettings;
import musubi.sandbox.Sandbox;
import musubi.sandbox.SandboxOptions;
import musubi.sandbox.hubspot.AppOptions;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LoginChannel;
import musubi.sandbox.line.LoginChannelOptions;
import musubi.system.PublicAddress;
import musubi.system.StartFailure;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.GenericApplicationContext;

/**
 * {@code --sandbox}: the connector with LINE and HubSpot on loopback and a connection to them ready. The stand-ins keep
 * nothing; each start has the same account and portal again, empty, so the connection of the first start goes on.
 */
public final class SandboxStart implements ApplicationListener<ApplicationReadyEvent> {

    private static final String OPTION = "--sandbox";
    private static final long SEED = 20_261_124;

    private static final OptionsChange ASKING_EMAIL = new OptionsChange(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());

    private final Sandbox sandbox;
    private final Channel channel;
    private final LoginChannel login;
    private final Portal portal;

    private SandboxStart() {
        this.sandbox = Sandbox.start(SandboxOptions.defaults()
                .ports(freePort(8091), freePort(8092), freePort(8093))
                .seed(SEED));
        this.channel =
                sandbox.line().addChannel(ChannelOptions.named("Café Musubi").verified(true));
        // the address is corrected once the port is known
        this.login = sandbox.line()
                .addLoginChannel(
                        LoginChannelOptions.of(channel, "http://localhost/link").emailPermission(true));
        this.portal = sandbox.hubspot().addPortal(PortalOptions.defaults());
        // somebody to play with; not friends yet
        List.of("さくら", "健太", "Emma").forEach(channel::newUser);
    }

    /** Whether the arguments ask for the stand-ins. */
    public static boolean isRequested(String... arguments) {
        return Arrays.asList(arguments).contains(OPTION);
    }

    /**
     * Starts the stand-ins and points the application at them.
     *
     * @return the arguments without {@code --sandbox}
     */
    public static String[] prepare(SpringApplication application, String... arguments) {
        var with = new SandboxStart();
        application.addListeners(with);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(StandIns.class, () -> new StandIns(with.sandbox.line(), with.channel, with.portal)));
        application.setDefaultProperties(new HashMap<>(Map.of(
                "musubi.line.api-base-url", with.sandbox.line().url().toString(),
                "musubi.line.data-base-url", with.sandbox.line().url().toString(),
                "musubi.line.access-base-url", with.sandbox.line().url().toString(),
                "musubi.hubspot.api-base-url", with.sandbox.hubspot().url().toString(),
                "musubi.hubspot.app-base-url", with.sandbox.hubspot().url().toString(),
                "musubi.hubspot.client-id", UUID.randomUUID().toString(),
                "musubi.hubspot.client-secret", UUID.randomUUID().toString())));
        return Arrays.stream(arguments)
                .filter(argument -> !argument.equals(OPTION))
                .toArray(String[]::new);
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var context = event.getApplicationContext();
        var connections = context.getBean(Connections.class);
        refuseOthers(connections);
        addApp(context);
        var id = tied(connections).map(Connection::id).orElseGet(() -> tie(connections));
        backToToken(connections, id);
        connections.repair(id);
        addLogin(connections, id);
        login.callbackUrls(List.of(connections.linkUrl(id) + "/callback"));
        var address = context.getBean(PublicAddress.class).local();
        // LINE's API takes only https; this is what an operator would enter in LINE's console, where loopback goes too
        channel.webhookEndpoint(address + "/webhooks/line/" + id);
        connections.registerWebhook(id);
        say(address.toString(), connections.linkUrl(id), id, context);
    }

    /** So that the way of installing an app can be tried; it stands beside the token that the connection has. */
    private void addApp(ApplicationContext context) {
        var settings = context.getBean(HubSpotSettings.class);
        var redirectUrl = context.getBean(PublicAddress.class).of("/hubspot/callback");
        if (settings.clientId() != null && settings.clientSecret() != null && AppOptions.mayRedirectTo(redirectUrl)) {
            sandbox.hubspot()
                    .oauth()
                    .addApp(AppOptions.redirectingTo(
                                    context.getBean(PublicAddress.class).of("/hubspot/callback"))
                            .client(settings.clientId(), settings.clientSecret()));
        }
    }

    /** Real tokens must not be shown to stand-ins, nor real connections be called refused. */
    private void refuseOthers(Connections connections) {
        if (connections.all().stream()
                .anyMatch(connection -> !connection.botUserId().equals(channel.botUserId()))) {
            throw new StartFailure(
                    "This data directory has other connections than the sandbox's own, to the real LINE and HubSpot maybe.",
                    "Give the sandbox a directory of its own: bin/musubi --sandbox --musubi.data-dir=sandbox-data");
        }
    }

    private Optional<Connection> tied(Connections connections) {
        return connections.all().stream()
                .filter(connection -> connection.botUserId().equals(channel.botUserId()))
                .findFirst();
    }

    /** HubSpot's stand-in knows nothing of an app that was installed before this start. */
    private void backToToken(Connections connections, UUID id) {
        if (connections.find(id).filter(found -> found.access() == Access.OAUTH).isPresent()) {
            connections.change(
                    id,
                    new ConnectionChange(
                            Optional.empty(), LineAccount.NONE, Optional.of(portal.accessToken()), OptionsChange.NONE));
        }
    }

    private UUID tie(Connections connections) {
        var line = new LineAccount(
                Optional.of(channel.secret()),
                Optional.of(channel.accessToken()),
                Optional.of(channel.id()),
                Optional.of(login.id()),
                Optional.of(login.secret()),
                Optional.empty());
        return connections
                .connect(new NewConnection("Café Musubi (sandbox)", line, portal.accessToken(), ASKING_EMAIL, Map.of()))
                .id();
    }

    /** A data directory of before there was LINE Login. */
    private void addLogin(Connections connections, UUID id) {
        if (connections.loginChannel(id).isEmpty()) {
            var line = new LineAccount(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(login.id()),
                    Optional.of(login.secret()),
                    Optional.empty());
            var ignored = connections.change(
                    id, new ConnectionChange(Optional.empty(), line, Optional.empty(), ASKING_EMAIL));
        }
    }

    // what a person reads who started it in a terminal
    @SuppressWarnings("SystemOut")
    private void say(String address, URI link, UUID id, ApplicationContext context) {
        var acts = "%s/line/channels/%s/acts".formatted(sandbox.controlUrl(), channel.id());
        var contacts = "%s/hubspot/portals/%d/contacts".formatted(sandbox.controlUrl(), portal.id());
        System.out.println("""

                The console:  %s/sandbox

                The sandbox is running: LINE and HubSpot on this machine, nothing leaves it.
                The account "Café Musubi" is tied to HubSpot portal %d by connection %s.

                  A new friend follows:  curl -d '{"act":"FOLLOW","displayName":"さくら"}' %s
                  Or links with LINE:    %s   (in a browser)
                  See the contact:       %s   (in a browser)

                The answer names the friend's userId. With it the same friend can do more:

                  writes:    curl -d '{"act":"WRITE","userId":"U…","text":"こんにちは"}' %s
                  blocks:    curl -d '{"act":"BLOCK","userId":"U…"}' %s
                  unblocks:  curl -d '{"act":"UNBLOCK","userId":"U…"}' %s
                  many:      curl -d '{"count":500}' %s/line/channels/%s/crowd

                Faults, limits and the rest: sandbox/README.md. %s
                """.formatted(
                        address,
                        portal.id(),
                        id,
                        acts,
                        link,
                        contacts,
                        acts,
                        acts,
                        acts,
                        sandbox.controlUrl(),
                        channel.id(),
                        apiHint(address, context)));
    }

    private static String apiHint(String address, ApplicationContext context) {
        return context.getEnvironment().getProperty("musubi.api-token", "").isEmpty()
                ? "For the REST API set musubi.api-token."
                : "REST API: %s/api/connections with your musubi.api-token.".formatted(address);
    }

    /** The port, or 0 (any) when somebody else listens there. */
    private static int freePort(int preferred) {
        try (var socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException _) {
            return 0;
        }
    }
}
