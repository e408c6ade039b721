package musubi.connection.oauth;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.connection.Problem;
import musubi.connection.ProblemCode;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
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

/** How access by an installed app continues, ends, and comes back. */
class GrantsTests {

    private static final String TOKEN = "/oauth/.*/token";

    @RegisterExtension
    static final AppWorld WORLD = AppWorld.shared();

    /** As long as no deadline. */
    private static final Duration STALL = Duration.ofMinutes(2);

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

    private static PortalAccess access(TestWorld.TestConnection connected) {
        return WORLD.world().bean(Connections.class).hubspot(UUID.fromString(connected.id()));
    }

    private void call() {
        call(connection);
    }

    /** A call to HubSpot by the connection's access. */
    private static void call(TestWorld.TestConnection connected) {
        assertThat(WORLD.world()
                        .bean(HubSpotClient.class)
                        .account(access(connected))
                        .portalId())
                .isEqualTo(connected.portal().id());
    }

    @Test
    void aTokenIsRefreshedMinutesBeforeItExpires() {
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
    void twentyConcurrentCallsRefreshItOnce(int minutes) throws Exception {
        var before = WORLD.refreshes();
        WORLD.clock().advance(Duration.ofMinutes(minutes));
        fault(Fault.of(Fault.Kind.DELAY, "POST", TOKEN, 1, Duration.ofMillis(300)));
        ConcurrentCalls.make(WORLD, portal, 20, List.of(WORLD.world().bean(Grants.class)));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
    }

    @Test
    void twoNodesRefreshItOnce() throws Exception {
        var here = WORLD.world().bean(Grants.class);
        var there = ConcurrentCalls.anotherNode(WORLD);
        ConcurrentCalls.make(WORLD, portal, 2, List.of(here, there));
        var before = WORLD.refreshes();
        WORLD.clock().advance(Duration.ofMinutes(40));
        fault(Fault.of(Fault.Kind.DELAY, "POST", TOKEN, 1, Duration.ofMillis(300)));
        ConcurrentCalls.make(WORLD, portal, 20, List.of(here, there));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
    }

    /** A portal for each way of rotation: one restart is enough for all. */
    @Test
    void theReturnedRefreshTokenIsUsedFromThenOnAlsoAfterARestart() {
        var connections = new EnumMap<RefreshTokenRotation, TestWorld.TestConnection>(RefreshTokenRotation.class);
        for (var rotation : RefreshTokenRotation.values()) {
            var own = WORLD.newPortal();
            WORLD.install(own);
            connections.put(rotation, WORLD.connect(own));
        }
        for (var round = 0; round < 3; round++) {
            WORLD.clock().advance(Duration.ofMinutes(31));
            connections.forEach(GrantsTests::call);
        }
        var before = WORLD.app().traffic().calls();
        WORLD.world().stop();
        WORLD.world().start();
        connections.forEach(GrantsTests::call);
        assertThat(WORLD.app().traffic().calls())
                .as("the stored access token is used")
                .isEqualTo(before);
        WORLD.clock().advance(Duration.ofMinutes(31));
        connections.forEach((rotation, connected) -> {
            call(rotation, connected);
            assertThat(WORLD.health(connected)).as(rotation.name()).containsEntry("state", "ACTIVE");
        });
    }

    private static void call(RefreshTokenRotation rotation, TestWorld.TestConnection connected) {
        WORLD.app().rotation(rotation);
        call(connected);
    }

    @ParameterizedTest
    @EnumSource(
            value = RefreshTokenRotation.class,
            names = {"KEPT", "OLD_DIES_WITH_USE_OF_NEW"})
    void aLostResponseHasNoEffectWhileTheOldTokensAreValid(RefreshTokenRotation rotation) {
        WORLD.app().rotation(rotation);
        WORLD.clock().advance(Duration.ofMinutes(26));
        fault(Fault.of(Fault.Kind.CUT_AFTER, "POST", TOKEN, 1, Duration.ZERO));
        var before = WORLD.refreshes();
        call();
        call();
        // one attempt, then the backoff
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        WORLD.clock().advance(Duration.ofMinutes(5));
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before + 2);
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aLostResponseEndsTheInstallationWhenTheOldTokenIsInvalidAtOnce() {
        WORLD.app().rotation(RefreshTokenRotation.OLD_DIES_AT_ONCE);
        WORLD.clock().advance(Duration.ofMinutes(26));
        fault(Fault.of(Fault.Kind.CUT_AFTER, "POST", TOKEN, 1, Duration.ZERO));
        call();
        WORLD.clock().advance(Duration.ofMinutes(5));
        assertThatThrownBy(this::call).isInstanceOf(HubSpotException.class);
        assertThat(WORLD.health(connection)).containsEntry("state", "UNAUTHORIZED");
        WORLD.install(portal);
        eventually("there is no problem", this::isHealthy);
        call();
    }

    @Test
    void anUninstalledAppIsNoticedAndInstallingItAgainSolvesTheProblem() {
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
        var old = access(connection);
        WORLD.install(portal);
        connection.drained();
        assertThat(connection.value(friend, "line_follow")).isEqualTo("YES");
        eventually("there is no problem", this::isHealthy);
        // a refusal of the former access comes too late to matter
        WORLD.world()
                .bean(Connections.class)
                .refused(UUID.fromString(connection.id()), old, new Problem(ProblemCode.HUBSPOT_TOKEN_REFUSED));
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aTokenThatIsRefusedBeforeItExpiresIsRefreshedOnceAndTheCallSucceeds() {
        var before = WORLD.refreshes();
        WORLD.app().dropAccessTokens(portal);
        call();
        call();
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
    }

    @Test
    void aRefusalThatPersistsMakesTheConnectionUnauthorized() {
        fault(Fault.answer("*", "/crm/.*", -1, 401, "{\"status\":\"error\",\"category\":\"INVALID_AUTHENTICATION\"}"));
        var before = WORLD.refreshes();
        connection.channel().newUser("さくら").follow();
        eventually("the state says so", () -> WORLD.health(connection).containsValue("UNAUTHORIZED"));
        assertThat(WORLD.refreshes()).isEqualTo(before + 1);
        assertThat(WORLD.health(connection).get("problems")).contains("goes by an app");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aTokenEndpointWithAProblemIsWaitedFor(int status) {
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
        eventually("there is no problem", this::isHealthy);
        assertThat(WORLD.health(connection)).containsEntry("access", "OAUTH");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401})
    void aResponseOfAGatewayDoesNotEndTheGrant(int status) {
        WORLD.clock().advance(Duration.ofMinutes(31));
        fault(Fault.answer("POST", TOKEN, -1, status, "<html>invalid_grant</html>")
                .with("Content-Type", "text/html"));
        connection.channel().newUser("さくら").follow();
        eventually(
                "the problem names what answers",
                () -> WORLD.health(connection)
                        .getOrDefault("problems", "")
                        .contains("status %d, text/html".formatted(status)));
        assertThat(WORLD.health(connection)).containsEntry("state", "ACTIVE");
        WORLD.world().hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofSeconds(61));
        var friend = connection.channel().newUser("太郎");
        friend.follow();
        eventually("the grant is still used", () -> connection.contact(friend).isPresent());
        eventually("the problem is resolved", this::isHealthy);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"STALL", "TRICKLE"})
    void aRefreshWithoutAResponseLocksTheGrantsRowOnlyUntilItsTimeout(Fault.Kind kind) {
        WORLD.clock().advance(Duration.ofMinutes(31));
        var delay = kind == Fault.Kind.STALL ? STALL : Duration.ofMillis(500);
        fault(Fault.of(kind, "POST", TOKEN, 1, delay));
        var start = System.nanoTime();
        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        HubSpotException.class, e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(STALL);
        WORLD.clock().advance(Duration.ofSeconds(4));
        call();
    }

    @Test
    void aWrongClientSecretDoesNotEndTheGrant() {
        WORLD.clock().advance(Duration.ofMinutes(31));
        fault(Fault.answer("POST", TOKEN, -1, 400, "{\"error\":\"invalid_client\"}"));
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        eventually("the state says so", () -> WORLD.health(connection).containsValue("UNAUTHORIZED"));
        assertThat(WORLD.health(connection).get("problems")).contains("musubi.hubspot.client-secret");
        WORLD.world().hubspot().faults().clear();
        WORLD.clock().advance(Duration.ofSeconds(61));
        connection.drained();
        eventually("there is no problem", this::isHealthy);
    }

    /** A refusal that was in progress when its cause ended may still be reported: the next success resolves it. */
    private boolean isHealthy() {
        var health = WORLD.health(connection);
        return "ACTIVE".equals(health.get("state")) && "[]".equals(health.get("problems"));
    }
}
