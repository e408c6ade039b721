package musubi.testing;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import musubi.Musubi;
import musubi.connection.Connections;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.line.LineStandIn;
import musubi.user.security.Passwords;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
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
                /** Each application asks for it when it has started. */
                @Override
                public void clearCache() {}
            };

    static {
        CLASSES_READ.setCacheLimit(10_000);
    }

    private final TestDatabase database = TestDatabase.create();
    private final LineStandIn line;
    private final HubSpotStandIn hubspot;
    private final Clock clock;
    private final Consumer<GenericApplicationContext> beans;
    private final Map<String, Object> settings = new HashMap<>();
    private @Nullable ConfigurableApplicationContext application;

    /**
     * The stand-ins are started, the connector is not.
     *
     * @param more settings, which win over those that every test has
     * @param clock of the connector and of both platforms
     * @param beans registers more beans, each time the connector starts
     */
    Installation(Map<String, Object> more, Clock clock, Consumer<GenericApplicationContext> beans) {
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
                "2s"));
        settings.putAll(more);
    }

    /** Starts the connector, if it is not running. */
    void start() {
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
                    .initializers(context -> beans.accept((GenericApplicationContext) context));
            application = ApplicationStarts.alone(() -> builder.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
        }
    }

    /** Stops the connector as SIGTERM would. */
    void stop() {
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

    URI url() {
        return URI.create("http://localhost:" + running().getEnvironment().getProperty("local.server.port"));
    }

    <T> T bean(Class<T> type) {
        return running().getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return BeanFactoryUtils.beansOfTypeIncludingAncestors(running(), type).values();
    }

    int sessions() {
        var server = (TomcatWebServer) Objects.requireNonNull(((WebServerApplicationContext) running()).getWebServer());
        return Arrays.stream(server.getTomcat().getHost().findChildren())
                .mapToInt(child -> ((Context) child).getManager().getActiveSessions())
                .sum();
    }

    private ConfigurableApplicationContext running() {
        var running = application;
        if (running == null) {
            throw new IllegalStateException("the connector is stopped");
        }
        return running;
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
