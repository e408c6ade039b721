package musubi.connection.oauth;

import static musubi.testing.TestWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import musubi.connection.store.ConnectionCache;
import musubi.connection.store.ConnectionStatusRepository;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotOAuth;
import musubi.hubspot.PortalAccess;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.RefreshTokenRotation;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How access by an app goes on, ends, and comes back. */
class GrantsTests {

    private static final String TOKEN = "/oauth/.*/token";

    @RegisterExtension
    static final AppWorld WORLD = AppWorld.start();

    private final Portal portal = WORLD.newPortal();
    private TestWorld.TestConnection connection;

    @BeforeEach
    void aConnection() {
        WORLD.app().rotation(RefreshTokenRotation.KEPT);
        WORLD.install(portal);
        connection = WORLD.connect(portal);
    }

    @AfterEach
    void noFaultAndNoConnectionIsLeft() {
        WORLD.world().hubspot().faults().clear();
        WORLD.world().api("DELETE", "/api/connections/" + connection.id(), null);
    }

    private static void fault(Fault fault) {
        WORLD.world().hubspot().faults().add(fault);
    }

    private PortalAccess access() {
        return WORLD.world().bean(Connections.class).hubspot(UUID.fromString(connection.id()));
    }

    /** A call to HubSpot by the connection's access. */
    private void call() {
        assertThat(WORLD.world().bean(HubSpotClient.class).account(access()).portalId())
                .isEqualTo(portal.id());
    }

    private void callsSideBySide(int calls, List<Grants> nodes) throws Exception {
        var hubspot = WORLD.world().bean(HubSpotClient.class);
        var ready = new CountDownLatch(calls);
        var tasks = new ArrayList<Callable<Long>>();
        for (var at = 0; at < calls; at++) {
            var access = nodes.get(at % nodes.size()).access(portal.id());
            tasks.add(() -> {
                ready.countDown();
                ready.await();
                return hubspot.account(access).portalId();
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(tasks)) {
                assertThat(answer.get()).isEqualTo(portal.id());
            }
        }
    }

    @Test
    void aTokenIsRenewedMinutesBeforeItEnds() {
        var before = WORLD.refreshes();
        WORLD.clock().advance(Duration.ofMinutes(23));
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before);
        WORLD.clock().advance(Duration.ofMinutes(3));
        call();
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        assertThat(portal.traffic().byOperationAndStatus().get("GET account-info/details"))
                .containsOnlyKeys(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {26, 40})
    void twentyCallsSideBySideRenewItOnce(int minutes) throws Exception {
        var before = WORLD.refreshes();
        WORLD.clock().advance(Duration.ofMinutes(minutes));
        fault(Fault.of(Fault.Kind.DELAY, "POST", TOKEN, 1, Duration.ofMillis(300)));
        callsSideBySide(20, List.of(WORLD.world().bean(Grants.class)));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
    }

    @Test
    void twoNodesRenewItOnce() throws Exception {
        var here = WORLD.world().bean(Grants.class);
        var there = anotherNode();
        callsSideBySide(2, List.of(here, there));
        var before = WORLD.refreshes();
        WORLD.clock().advance(Duration.ofMinutes(40));
        fault(Fault.of(Fault.Kind.DELAY, "POST", TOKEN, 1, Duration.ofMillis(300)));
        callsSideBySide(20, List.of(here, there));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
    }

    private static Grants anotherNode() {
        var world = WORLD.world();
        var repository = world.bean(GrantRepository.class);
        var cache = new GrantCache(repository);
        var statuses = world.bean(ConnectionStatusRepository.class);
        var connections = world.bean(ConnectionCache.class);
        var oauth = world.bean(HubSpotOAuth.class);
        var newTransaction = world.bean(NewTransaction.class);
        var refresh = new TokenRefresh(
                cache, repository, statuses, connections, oauth, newTransaction, WORLD.clock());
        return new Grants(
                cache, repository, refresh, statuses, connections, oauth, newTransaction, WORLD.clock());
    }

    @ParameterizedTest
    @EnumSource(RefreshTokenRotation.class)
    void theReturnedRefreshTokenIsTheOneToGoOnWithAlsoAfterARestart(RefreshTokenRotation rotation) {
        WORLD.app().rotation(rotation);
        for (var round = 0; round < 3; round++) {
            WORLD.clock().advance(Duration.ofMinutes(31));
            call();
        }
        var before = WORLD.app().traffic().calls();
        WORLD.world().stop();
        WORLD.world().start();
        call();
        assertThat(WORLD.app().traffic().calls())
                .as("the stored access token is used")
                .isEqualTo(before);
        WORLD.clock().advance(Duration.ofMinutes(31));
        call();
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @ParameterizedTest
    @EnumSource(
            value = RefreshTokenRotation.class,
            names = {"KEPT", "OLD_DIES_WITH_USE_OF_NEW"})
    void aLostAnswerCostsNothingWhileTheOldTokensLive(RefreshTokenRotation rotation) {
        WORLD.app().rotation(rotation);
        WORLD.clock().advance(Duration.ofMinutes(26));
        fault(Fault.of(Fault.Kind.CUT_AFTER, "POST", TOKEN, 1, Duration.ZERO));
        var before = WORLD.refreshes();
        call();
        call();
        // tried once, then let rest
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        WORLD.clock().advance(Duration.ofMinutes(5));
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before + 2);
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aLostAnswerWhoseOldTokenDiedAtOnceIsAnInstallationLost() {
        WORLD.app().rotation(RefreshTokenRotation.OLD_DIES_AT_ONCE);
        WORLD.clock().advance(Duration.ofMinutes(26));
        fault(Fault.of(Fault.Kind.CUT_AFTER, "POST", TOKEN, 1, Duration.ZERO));
        call();
        WORLD.clock().advance(Duration.ofMinutes(5));
        assertThatThrownBy(this::call).isInstanceOf(HubSpotException.class);
        assertThat(WORLD.health(connection)).containsEntry("state", "UNAUTHORIZED");
        WORLD.install(portal);
        eventually("all is well", this::isWell);
        call();
    }

    @Test
    void anUninstalledAppIsNoticedAndInstallingItAgainHealsAll() {
        WORLD.app().uninstall(portal);
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        eventually("the state says so", () -> WORLD.health(connection).containsValue("UNAUTHORIZED"));
        assertThat(WORLD.health(connection).get("problems"))
                .contains("The app is not installed in HubSpot any more", "/api/hubspot/installs")
                .doesNotContain("access token");
        assertThat(connection.backlog().path("pending").asInt()).isEqualTo(1);
        var calls = WORLD.app().traffic().calls();
        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        HubSpotException.class, e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.AUTH));
        assertThat(WORLD.app().traffic().calls()).isEqualTo(calls);
        var old = access();
        WORLD.install(portal);
        connection.drained();
        assertThat(connection.value(friend, "line_follow")).isEqualTo("YES");
        eventually("all is well", this::isWell);
        // a refusal of what was before is late news
        WORLD.world()
                .bean(Connections.class)
                .refused(UUID.fromString(connection.id()), old, new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED));
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aTokenThatIsRefusedBeforeItsTimeIsRenewedOnceAndTheCallGoesThrough() {
        var before = WORLD.refreshes();
        WORLD.app().dropAccessTokens(portal);
        call();
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aRefusalThatStaysTakesItsUsualCourse() {
        fault(Fault.answer("*", "/crm/.*", -1, 401, "{\"status\":\"error\",\"category\":\"INVALID_AUTHENTICATION\"}"));
        var before = WORLD.refreshes();
        connection.channel().newUser("さくら").follow();
        eventually("the state says so", () -> WORLD.health(connection).containsValue("UNAUTHORIZED"));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        assertThat(WORLD.health(connection).get("problems")).contains("goes by an app");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aTokenEndpointInTroubleIsWaitedForAndNotTakenForAnEnd(int status) {
        WORLD.clock().advance(Duration.ofMinutes(31));
        fault(Fault.answer("POST", TOKEN, 1, status, "{\"status\":\"BAD_REFRESH_TOKEN\"}"));
        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        HubSpotException.class, e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        WORLD.clock().advance(Duration.ofSeconds(31));
        connection.drained();
        assertThat(connection.contact(friend)).isPresent();
        eventually("all is well", this::isWell);
        assertThat(WORLD.health(connection)).containsEntry("access", "OAUTH");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401})
    void aGatewaysPageInTheTokenEndpointsPlaceEndsNoGrant(int status) {
        WORLD.clock().advance(Duration.ofMinutes(31));
        fault(Fault.answer("POST", TOKEN, -1, status, "<html>invalid_grant</html>")
                .with("Content-Type", "text/html"));
        connection.channel().newUser("さくら").follow();
        eventually(
                "it is told what answers",
                () -> WORLD.health(connection)
                        .getOrDefault("problems", "")
                        .contains("status %d, text/html".formatted(status)));
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
        WORLD.world().hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofSeconds(61));
        var friend = connection.channel().newUser("太郎");
        friend.follow();
        eventually("the grant goes on", () -> connection.contact(friend).isPresent());
        eventually("it is over", this::isWell);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"STALL", "TRICKLE"})
    void aTokenThatDoesNotComeHoldsTheGrantsRowForItsDeadlineAlone(Fault.Kind kind) {
        WORLD.clock().advance(Duration.ofMinutes(31));
        var delay = kind == Fault.Kind.STALL ? Duration.ofSeconds(60) : Duration.ofMillis(500);
        fault(Fault.of(kind, "POST", TOKEN, 1, delay));
        var start = System.nanoTime();
        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        HubSpotException.class, e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
        WORLD.clock().advance(Duration.ofSeconds(4));
        call();
    }

    @Test
    void aWrongClientSecretIsNotTakenForTheEndOfTheGrant() {
        WORLD.clock().advance(Duration.ofMinutes(31));
        fault(Fault.answer("POST", TOKEN, -1, 400, "{\"error\":\"invalid_client\"}"));
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        eventually("the state says so", () -> WORLD.health(connection).containsValue("UNAUTHORIZED"));
        assertThat(WORLD.health(connection).get("problems")).contains("musubi.hubspot.client-secret");
        WORLD.world().hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofSeconds(61));
        connection.drained();
        eventually("all is well", this::isWell);
    }

    /** A refusal under way when the cause went may still be told: the next success says that it is over. */
    private boolean isWell() {
        var health = WORLD.health(connection);
        return "ACTIVE".equals(health.get("state")) && "[]".equals(health.get("problems"));
    }
}
