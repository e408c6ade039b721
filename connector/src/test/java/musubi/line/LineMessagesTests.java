package musubi.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import musubi.line.LineCredentials.LongLived;
import musubi.line.LineCredentials.Stateless;
import musubi.line.LineFailure.Code;
import musubi.line.LineFailure.Kind;
import musubi.line.LineMessages.SentCount;
import musubi.line.LineMessages.Way;
import musubi.line.SendOutcome.Accepted;
import musubi.line.SendOutcome.MessageFault;
import musubi.line.SendOutcome.NotAccepted;
import musubi.line.SendOutcome.Unknown;
import musubi.line.http.CallTimeouts;
import musubi.sandbox.http.Fault;
import musubi.sandbox.http.SettableClock;
import musubi.sandbox.line.Channel;
import musubi.sandbox.line.ChannelOptions;
import musubi.sandbox.line.Friend;
import musubi.sandbox.line.LineStandIn;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sending against the sandbox: what LINE accepted, what it did not, and what nobody knows. */
class LineMessagesTests {

    private static final String PUSH = "/v2/bot/message/push";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final LineStandIn line = LineStandIn.start(0, clock, 1);
    private final Channel channel = line.addChannel(ChannelOptions.named("Shop"));
    private final Friend hanako = channel.newUser("花子");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LineClient client = new LineClient(
            new LineSettings(line.url(), line.url(), 2_000, 2_000, 200),
            meters,
            Traces.OFF,
            clock,
            new CallTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(5)));
    private final LineMessages messages = new LineMessages(client);
    private final LineChannel account =
            new LineChannel(UUID.randomUUID().toString(), new LongLived(channel.accessToken()));
    private final UUID key = UUID.randomUUID();
    private final SendShare share = SendShare.of(UUID.randomUUID());

    @AfterEach
    void close() {
        client.close();
        line.close();
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] to(String userId) {
        return json("{'to': '" + userId + "', 'messages': [{'type': 'text', 'text': 'A'}]}");
    }

    private SendOutcome push() {
        hanako.follow();
        return messages.push(account, share, key, to(hanako.userId())).join();
    }

    private static LineFailure failure(SendOutcome outcome) {
        return switch (outcome) {
            case Accepted _ -> throw new AssertionError("it was accepted");
            case NotAccepted refused -> refused.failure();
            case Unknown unknown -> unknown.failure();
        };
    }

    @Test
    void aMessageIsAcceptedAndTheSameKeyTwiceIsOneMessage() {
        assertThat(push()).isEqualTo(new Accepted(false));
        assertThat(push()).isEqualTo(new Accepted(true));
        assertThat(hanako.received()).hasSize(1);
    }

    @Test
    void anAnswerIsFreeAndATokenIsForOne() {
        hanako.follow();
        hanako.write("hello");
        var token = hanako.sentEvents().getLast().path("replyToken").asString("");
        var body = json("{'replyToken': '" + token + "', 'messages': [{'type': 'text', 'text': 'A'}]}");
        assertThat(messages.reply(account, share, body).join()).isEqualTo(new Accepted(false));
        assertThat(failure(messages.reply(account, share, body).join())).isEqualTo(new LineFailure(Code.REJECTED, 400));
        assertThat(hanako.received()).hasSize(1);
        assertThat(client.messageQuota(account).used()).isZero();
    }

    /** The answer is lost after LINE took the message: the next call with the key tells that it did. */
    @ParameterizedTest
    @EnumSource(names = {"CUT_AFTER", "HANG_AFTER", "STALL", "TRICKLE"})
    void whatNobodyKnowsIsAskedAgainWithTheSameKey(Fault.Kind kind) {
        line.faults().add(Fault.of(kind, "POST", PUSH, 1, Duration.ofSeconds(20)));
        assertThat(push()).isInstanceOf(Unknown.class);
        assertThat(push()).isEqualTo(new Accepted(true));
        assertThat(hanako.received()).hasSize(1);
    }

    @Test
    void aServerErrorOrAForeignPageTellsNothing() {
        line.faults().add(Fault.answer("POST", PUSH, 1, 500, "{\"message\": \"Internal server error\"}"));
        assertThat(push()).isInstanceOf(Unknown.class);
        line.faults().add(Fault.answer("POST", PUSH, 1, 403, "<html>"));
        assertThat(push()).isInstanceOf(Unknown.class);
        line.faults().add(Fault.answer("POST", PUSH, 1, 200, "<html>"));
        assertThat(push()).isInstanceOf(Unknown.class);
        assertThat(hanako.received()).isEmpty();
        assertThat(push()).isEqualTo(new Accepted(false));
    }

    @Test
    void theTwoKindsOf429AreToldApart() {
        line.faults()
                .add(Fault.answer(
                        "POST",
                        PUSH,
                        1,
                        429,
                        "{\"message\": \"The API rate limit has been exceeded. Try again later.\"}"));
        assertThat(failure(push()).kind()).isEqualTo(Kind.LIMITED);
        channel.monthlyLimit(OptionalLong.of(0));
        var outcome = push();
        assertThat(outcome).isInstanceOf(NotAccepted.class);
        assertThat(failure(outcome).kind()).isEqualTo(Kind.QUOTA);
    }

    @Test
    void aPersonOfAnotherProviderIsRefused() {
        var outcome =
                messages.push(account, share, key, to("U" + "0".repeat(32))).join();
        assertThat(outcome).isInstanceOf(NotAccepted.class);
        assertThat(failure(outcome).code()).isEqualTo(Code.REJECTED);
    }

    @Test
    void aMulticastNamesTheRecipientThatIsWrongAndNobodyGetsAnything() {
        hanako.follow();
        var body = json(
                "{'to': ['%s', 'nobody'], 'messages': [{'type': 'text', 'text': 'A'}]}".formatted(hanako.userId()));
        var outcome = messages.multicast(account, share, key, body).join();
        assertThat(outcome)
                .isEqualTo(new NotAccepted(new LineFailure(Code.REJECTED, 400), OptionalInt.of(1), List.of()));
        assertThat(hanako.received()).isEmpty();
    }

    @Test
    void aStatelessTokenThatIsRefusedIsReplacedAndTheCallRepeated() {
        hanako.follow();
        var stateless = new LineChannel(UUID.randomUUID().toString(), new Stateless(channel.id(), channel.secret()));
        assertThat(messages.push(stateless, share, key, to(hanako.userId())).join())
                .isEqualTo(new Accepted(false));
        line.faults().add(Fault.answer("POST", PUSH, 1, 401, "{\"message\": \"Authentication failed\"}"));
        assertThat(messages.push(stateless, share, UUID.randomUUID(), to(hanako.userId()))
                        .join())
                .isEqualTo(new Accepted(false));
        assertThat(hanako.received()).hasSize(2);
    }

    /** LINE refuses the new token too: it is not asked for a third. */
    @Test
    void aChannelWhoseTokensAreRefusedIsNotAccepted() {
        hanako.follow();
        var stateless = new LineChannel(UUID.randomUUID().toString(), new Stateless(channel.id(), channel.secret()));
        line.faults().add(Fault.answer("POST", PUSH, 2, 401, "{\"message\": \"Authentication failed\"}"));
        var outcome = messages.push(stateless, share, key, to(hanako.userId())).join();
        assertThat(outcome).isEqualTo(new NotAccepted(new LineFailure(Code.TOKEN_REFUSED, 401)));
        assertThat(channel.traffic().calls("POST /oauth2/v3/token")).isZero();
        assertThat(line.traffic().calls("POST /oauth2/v3/token")).isEqualTo(2);
        var wrongSecret = new LineChannel(UUID.randomUUID().toString(), new Stateless(channel.id(), "0".repeat(32)));
        assertThat(messages.push(wrongSecret, share, key, to(hanako.userId())).join())
                .isEqualTo(new NotAccepted(new LineFailure(Code.CHANNEL_REFUSED, 400)));
        assertThat(hanako.received()).isEmpty();
    }

    @Test
    void anAccountThatMayNotSendIsNotAccepted() {
        line.faults()
                .add(Fault.answer(
                        "POST",
                        PUSH,
                        1,
                        403,
                        "{\"message\": \"Access to this API is not available for your account\"}"));
        var outcome = push();
        assertThat(outcome).isInstanceOf(NotAccepted.class);
        assertThat(failure(outcome).kind()).isEqualTo(Kind.FORBIDDEN);
    }

    /** Without a token there is no call: LINE knows nothing of it, but it may be that it is only the token that cannot be had now. */
    @Test
    void anOutageOfTheTokensIsWaitedFor() {
        line.faults().add(Fault.answer("POST", "/oauth2/v3/token", 1, 503, "{\"message\": \"Service Unavailable\"}"));
        var stateless = new LineChannel(UUID.randomUUID().toString(), new Stateless(channel.id(), channel.secret()));
        assertThat(messages.push(stateless, share, key, to(hanako.userId())).join())
                .isInstanceOf(Unknown.class);
    }

    @Test
    void whatLineCountedIsKnownTheNextDay() {
        push();
        var today = LocalDate.of(2026, 11, 24);
        assertThat(messages.sentCount(account, Way.PUSH, today)).isEqualTo(new SentCount.NotYet());
        // the day ends in Japan, nine hours before the one of UTC
        clock.advance(Duration.ofHours(15));
        assertThat(messages.sentCount(account, Way.PUSH, today)).isEqualTo(new SentCount.Ready(1));
        assertThat(messages.sentCount(account, Way.MULTICAST, today)).isEqualTo(new SentCount.Ready(0));
        assertThat(messages.sentCount(account, Way.PUSH, LocalDate.of(2017, 1, 1)))
                .isEqualTo(new SentCount.NotTold());
    }

    @Test
    void whatIsWrongWithAMessageIsSaidWithItsPlace() {
        assertThat(messages.validate(account, json("{'messages': [{'type': 'text', 'text': 'A'}]}")))
                .isEmpty();
        assertThat(messages.validate(account, json("{'messages': [{'type': 'text', 'text': ''}]}")))
                .containsExactly(new MessageFault("messages[0].text", "May not be empty"));
    }

    @Test
    void callsAreCounted() {
        push();
        assertThat(meters.get("musubi.line.requests")
                        .tag("operation", "push")
                        .tag("status", "200")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
