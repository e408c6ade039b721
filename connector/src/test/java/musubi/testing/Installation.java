package musubi.testing;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import musubi.Musubi;
import musubi.connection.Connections;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.standins.StandIns;
import musubi.testing.mail.MailServer;
import musubi.user.security.Passwords;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.CachingMetadataReaderFactory;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** A connector in this process, with LINE and HubSpot as stand-ins and a database of its own. */
final class Installation implements AutoCloseable {

    /** What Spring Boot puts in this place reads the same hundreds of classes again for each application. */
    private static final String CLASSES_READ_BEAN =
            "org.springframework.boot.autoconfigure.internalCachingMetadataReaderFactory";

    private static final CachingMetadataReaderFactory CLASSES_READ =
            new CachingMetadataReaderFactory(Installation.class.getClassLoader()) {
                // each application asks for it when it has started
                @Override
                public void clearCache() {}
            };

    static {
        CLASSES_READ.setCacheLimit(10_000);
    }

    private static final String STAND_INS_BEAN = "standIns";

    private static final String SANDBOX_PAGE_BEAN = "sandboxPage";

    /**
     * What an installation is made with.
     *
     * @param settings win over those that every test has
     * @param sandbox whether it has the sandbox page
     * @param ahead whether tests put its clock ahead, or it goes by the system's
     * @param shared by classes, one after the other
     */
    record Setup(Map<String, Object> settings, boolean sandbox, boolean ahead, boolean shared) {

        private static final Duration AHEAD = Duration.ofDays(11).plusHours(7);

        /** One address asks for pages of many classes. */
        private static final Map<String, Object> SHARED = Map.of("musubi.web.pages-in-a-row", "1000000");

        static Setup own(Map<String, Object> settings) {
            return new Setup(settings, false, true, false);
        }

        static Setup shared(Map<String, Object> settings) {
            var all = new HashMap<>(SHARED);
            all.putAll(settings);
            return new Setup(Map.copyOf(all), false, false, true);
        }

        static Setup adjusted() {
            var settings = new HashMap<>(MailServer.settings());
            settings.put("musubi.alert.private-networks", "true");
            settings.put("musubi.delivery.undo", "0s");
            settings.put("spring.servlet.multipart.max-file-size", "1MB");
            settings.put("spring.servlet.multipart.max-request-size", "1200KB");
            return shared(settings).withClock();
        }

        /** What the app would tell is not found by looking, which is far away. */
        static Setup published() {
            return shared(Map.of(
                            "musubi.public-base-url",
                            AppWorld.PUBLIC,
                            "musubi.hubspot.client-secret",
                            AppWorld.SECRET,
                            "musubi.sync.reconcile-interval",
                            "1h"))
                    .withClock();
        }

        Setup withSandbox() {
            return new Setup(settings, true, ahead, shared);
        }

        Setup withClock() {
            return new Setup(settings, sandbox, true, shared);
        }

        /** One that classes share is ahead from the start, as it is after others: who asks the machine for the time fails always. */
        Clock clock() {
            return ahead ? new RunningClock(AHEAD) : Clock.systemUTC();
        }
    }

    private final TestDatabase database = TestDatabase.create();
    private final Setup setup;
    private final LineStandIn line;
    private final HubSpotStandIn hubspot;
    private final Clock clock;
    private final Consumer<GenericApplicationContext> beans;
    private final Map<String, Object> settings = new HashMap<>();
    private @Nullable ConfigurableApplicationContext application;
    private boolean stopped;

    /**
     * The stand-ins are started, the connector is not.
     *
     * @param clock of the connector and of both platforms
     * @param beans registers more beans, each time the connector starts
     */
    Installation(Setup setup, Clock clock, Consumer<GenericApplicationContext> beans) {
        this.setup = setup;
        this.clock = clock;
        this.beans = beans;
        this.line = LineStandIn.start(0, clock, 7);
        this.hubspot = HubSpotStandIn.start(0, clock, 7);
        settings.putAll(database.properties());
        settings.putAll(Map.of(
                "server.port",
                "0",
                "musubi.api-token",
                TestWorld.API_TOKEN,
                "musubi.master-key",
                "bXVzdWJpIG11c3ViaSBtdXN1YmkgbXVzdWJpIG11c3U=",
                "musubi.line.api-base-url",
                line.url().toString(),
                "musubi.line.access-base-url",
                line.url().toString(),
                "musubi.hubspot.api-base-url",
                hubspot.url().toString(),
                "musubi.sync.profile-patience",
                "2s",
                "musubi.hubspot.timeout",
                "20s"));
        settings.putAll(setup.settings());
    }

    /** Starts the connector, if it is not running. */
    void start() {
        stopped = false;
        if (application == null) {
            // as arguments: they win over application.yaml, the port among them
            var builder = new SpringApplicationBuilder(Musubi.class)
                    .registerShutdownHook(false)
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(
                                    "clockOfTheTest", Clock.class, () -> clock, clocks -> clocks.setPrimary(true)))
                    // people are created and signed in all the time
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(
                                    "cheapPasswords",
                                    Passwords.class,
                                    () -> new Passwords(64, 1),
                                    passwords -> passwords.setPrimary(true)))
                    .initializers(context -> ((GenericApplicationContext) context)
                            .registerBean(CLASSES_READ_BEAN, MetadataReaderFactory.class, () -> CLASSES_READ))
                    .initializers(context -> {
                        if (setup.sandbox()) {
                            registerSandbox((GenericApplicationContext) context);
                        }
                    })
                    .initializers(context -> beans.accept((GenericApplicationContext) context));
            application = ApplicationStarts.alone(() -> builder.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
        }
    }

    private void registerSandbox(GenericApplicationContext context) {
        context.registerBean(STAND_INS_BEAN, StandIns.class, this::newStandIns);
        // a page for each request: it shows the stand-ins that there are then
        context.addBeanFactoryPostProcessor(
                factory -> factory.getBeanDefinition(SANDBOX_PAGE_BEAN).setScope(BeanDefinition.SCOPE_PROTOTYPE));
    }

    private StandIns newStandIns() {
        return new StandIns(
                line,
                line.addChannel(ChannelOptions.named("Café Musubi")),
                hubspot.addPortal(PortalOptions.defaults().callsPerTenSeconds(0)));
    }

    /** Stops the connector as SIGTERM would. */
    void stop() {
        stopped = true;
        var running = application;
        application = null;
        if (running != null) {
            running.close();
        }
    }

    LineStandIn line() {
        return line;
    }

    HubSpotStandIn hubspot() {
        return hubspot;
    }

    TestDatabase database() {
        return database;
    }

    RunningClock clock() {
        if (clock instanceof RunningClock running) {
            return running;
        }
        throw new IllegalStateException("it goes by the system's clock: see TestWorld.adjusted");
    }

    URI url() {
        return URI.create("http://localhost:" + running().getEnvironment().getProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return running().getBean(type);
    }

    int sessions() {
        var server = (TomcatWebServer) Objects.requireNonNull(((WebServerApplicationContext) running()).getWebServer());
        var stored = database.jdbc()
                .sql("select count(*) from user_session")
                .query(Integer.class)
                .single();
        return stored
                + Arrays.stream(server.getTomcat().getHost().findChildren())
                        .mapToInt(child -> ((Context) child).getManager().getActiveSessions())
                        .sum();
    }

    ConfigurableApplicationContext running() {
        if (stopped) {
            throw new IllegalStateException("the connector is stopped");
        }
        start();
        return Objects.requireNonNull(application);
    }

    /** Ends what a test began: no faults and no connections, which would go on beside the next test; the connector runs. */
    void forgetConnections() {
        line.faults().clear();
        hubspot.faults().clear();
        start();
        var connections = bean(Connections.class);
        connections.all().forEach(connection -> connections.delete(connection.id()));
    }

    /** Ends what a test class began: no users either. */
    void forgetAll() {
        forgetConnections();
        for (var table : new String[] {"person", "invitation", "api_token", "audit"}) {
            database.jdbc().sql("DELETE FROM " + table).update();
        }
        if (setup.sandbox()) {
            // the next one to ask gets others
            ((GenericApplicationContext) running())
                    .getDefaultListableBeanFactory()
                    .destroySingleton(STAND_INS_BEAN);
        }
    }

    /** The connector first: its pool must not outlive its database. */
    @Override
    public void close() {
        stop();
        line.close();
        hubspot.close();
        database.close();
    }
}
