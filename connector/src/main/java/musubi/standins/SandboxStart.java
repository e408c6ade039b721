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
 * {@code --sandbox}: starts the connector with LINE and HubSpot on loopback and a connection to them. The stand-ins store
 * nothing on disk; each start creates the same account and portal again, with the same few contacts and lists, so that the connection of the first start
 * stays valid.
 */
public final class SandboxStart implements ApplicationListener<ApplicationReadyEvent> {

    private static final String OPTION = "--sandbox";
    private static final long SEED = 20_261_124;

    private static final OptionsChange ASKING_EMAIL =
            OptionsChange.switches(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));

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
        // replaced once the port is known
        this.login = sandbox.line()
                .addLoginChannel(
                        LoginChannelOptions.of(channel, "http://localhost/link").emailPermission(true));
        this.portal = sandbox.hubspot().addPortal(PortalOptions.defaults());
        SandboxLists.addTo(portal);
        // people for the sandbox page; not friends yet
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
        var id = existing(connections).map(Connection::id).orElseGet(() -> connect(connections));
        backToToken(connections, id);
        connections.repair(id);
        addLogin(connections, id);
        login.callbackUrls(List.of(connections.linkUrl(id) + "/callback"));
        var address = context.getBean(PublicAddress.class).local();
        // LINE's API takes only https; this is what an operator would enter in LINE's console, where loopback goes too
        channel.webhookEndpoint(address + "/webhooks/line/" + id);
        connections.registerWebhook(id);
        printGuide(address.toString(), connections.linkUrl(id), id, context);
    }

    /** Adds a developer app, so that installing one can be tried; the connection itself uses a token. */
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

    /** Real tokens must not be sent to stand-ins, and real connections must not be reported as refused. */
    private void refuseOthers(Connections connections) {
        if (connections.all().stream()
                .anyMatch(connection -> !connection.botUserId().equals(channel.botUserId()))) {
            throw new StartFailure(
                    "This data directory has other connections than the one to the sandbox, perhaps to the real LINE and HubSpot.",
                    "Use a separate directory for the sandbox: bin/musubi --sandbox --musubi.data-dir=sandbox-data");
        }
    }

    private Optional<Connection> existing(Connections connections) {
        return connections.all().stream()
                .filter(connection -> connection.botUserId().equals(channel.botUserId()))
                .findFirst();
    }

    /** Returns to the token: the stand-in for HubSpot does not know an app that was installed before this start. */
    private void backToToken(Connections connections, UUID id) {
        if (connections.find(id).filter(found -> found.access() == Access.OAUTH).isPresent()) {
            connections.change(
                    id,
                    new ConnectionChange(
                            Optional.empty(), LineAccount.NONE, Optional.of(portal.accessToken()), OptionsChange.NONE));
        }
    }

    private UUID connect(Connections connections) {
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

    /** Adds LINE Login to the connection of a data directory from before it existed. */
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

    // for the person who started it in a terminal
    @SuppressWarnings("SystemOut")
    private void printGuide(String address, URI link, UUID id, ApplicationContext context) {
        var acts = "%s/line/channels/%s/acts".formatted(sandbox.controlUrl(), channel.id());
        var contacts = "%s/hubspot/portals/%d/contacts".formatted(sandbox.controlUrl(), portal.id());
        System.out.println("""

                The console:  %s/sandbox

                The sandbox is running: LINE and HubSpot on this machine, nothing leaves it.
                The account "Café Musubi" is connected to HubSpot portal %d by connection %s.

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

    /** The port, or 0 (any free one) when it is in use. */
    private static int freePort(int preferred) {
        try (var socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException _) {
            return 0;
        }
    }
}
