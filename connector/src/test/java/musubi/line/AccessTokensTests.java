package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.LineStandIn;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** How access tokens of a channel are issued, renewed, replaced, and kept out of logs. */
@Isolated
class AccessTokensTests {

    private static final String TOKENS = "POST /oauth2/v3/token";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 1);
    private final Channel channel = line.addChannel(ChannelOptions.named("Shop"));
    private final LineClient client = new LineClient(
            new LineSettings(line.url(), line.url(), 2_000, 2_000, 200), new SimpleMeterRegistry(), Traces.OFF, clock);
    private final UUID connection = UUID.randomUUID();
    private final LineChannel longLived = new LineChannel(connection.toString(), new LongLived(channel.accessToken()));
    private final LineChannel stateless =
            new LineChannel(connection.toString(), new Stateless(channel.id(), channel.secret()));

    @AfterEach
    void close() {
        client.close();
        line.close();
    }

    @Test
    void aStatelessTokenIsIssuedOnceForAllCallersAndRenewedAfter13Minutes() {
        var friend = channel.newUser("Taro");
        friend.follow();
        profiles(stateless, friend.userId(), 50);
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(12));
        profiles(stateless, friend.userId(), 5);
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(61));
        profiles(stateless, friend.userId(), 50);
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(2);
    }

    @Test
    void aTokenThatIsStillValidIsUsedWhileNoNewOneCanBeIssued() {
        assertThat(client.botInfo(stateless).userId()).isEqualTo(channel.botUserId());
        line.faults().add(Fault.answer("POST", "/oauth2/v3/token", -1, 500, "{}"));
        clock.advance(Duration.ofMinutes(14));
        assertThat(client.botInfo(stateless).userId()).isEqualTo(channel.botUserId());
        clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> client.botInfo(stateless))
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void aRefusedStatelessTokenIsReplacedOnce() {
        assertThat(client.botInfo(stateless).userId()).isEqualTo(channel.botUserId());
        channel.revokeAccessToken();
        assertThat(client.botInfo(stateless).userId()).isEqualTo(channel.botUserId());
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(2);
        line.faults().add(Fault.answer("GET", "/v2/bot/info", -1, 401, "{\"message\":\"no\"}"));
        assertThatThrownBy(() -> client.botInfo(stateless))
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
        // where LINE refuses every token, only one a minute is replaced
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(2);
        clock.advance(Duration.ofSeconds(61));
        assertThatThrownBy(() -> client.botInfo(stateless)).isInstanceOf(LineException.class);
        assertThat(line.traffic().calls(TOKENS)).isEqualTo(3);
    }

    @Test
    void aWrongChannelSecretHasItsOwnCode() {
        var wrong = new LineChannel("trial", new Stateless(channel.id(), "0123456789abcdef0123456789abcdef"));
        assertThatThrownBy(() -> client.botInfo(wrong))
                .isInstanceOfSatisfying(
                        LineException.class, e -> assertThat(e.failure().code()).isEqualTo(Code.CHANNEL_REFUSED));
    }

    @Test
    void newCredentialsOfAChannelAreUsedAtOnce() {
        assertThatThrownBy(() -> client.botInfo(new LineChannel(connection.toString(), new LongLived("old"))))
                .isInstanceOf(LineException.class);
        assertThat(client.botInfo(longLived).userId()).isEqualTo(channel.botUserId());
    }

    @Test
    void noTokenIsEverLogged() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var level = root.getLevel();
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var usual = appenders(root);
        usual.forEach(root::detachAppender);
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try {
            client.botInfo(longLived);
            client.botInfo(stateless);
        } finally {
            root.setLevel(level);
            root.detachAppender(log);
            usual.forEach(root::addAppender);
        }
        assertThat(log.list)
                .noneMatch(event -> event.getFormattedMessage().contains(channel.accessToken())
                        || event.getFormattedMessage().contains(channel.secret())
                        || event.getFormattedMessage().contains("Bearer"));
        assertThat(longLived.toString() + stateless)
                .doesNotContain(channel.accessToken())
                .doesNotContain(channel.secret());
    }

    private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
        var all = new ArrayList<Appender<ILoggingEvent>>();
        logger.iteratorForAppenders().forEachRemaining(all::add);
        return all;
    }

    private void profiles(LineChannel of, String userId, int count) {
        CompletableFuture.allOf(IntStream.range(0, count)
                        .mapToObj(ignored -> client.profile(of, userId))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
