package musubi.system.trace;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.system.trace.OtlpReceiver.Received;
import musubi.system.trace.Traces.Platform;
import musubi.testing.CompiledClass;
import musubi.testing.WatchedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent to a collector, and that nobody waits for it. */
class OtlpTracesTests {

    private static final Pattern OF_OPENTELEMETRY = Pattern.compile("io\\.opentelemetry\\..*");

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final Traces traces = new OtlpTraces(receiver.url().resolve("/v1/traces"));

    @AfterEach
    void close() {
        receiver.open();
        traces.close();
        receiver.close();
    }

    private Received received(String name) {
        eventually(
                name,
                () -> receiver.spans().stream().anyMatch(span -> span.name().equals(name)));
        return receiver.spans().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsArePartsOfWhatTheirThreadDoes() {
        var connection = UUID.randomUUID();
        try (var work = traces.work("apply events").connection(connection).events(3);
                var call = traces.call(Platform.HUBSPOT, "contacts.read").status(200)) {
            assertThat(work).isNotSameAs(call);
        }
        traces.call(Platform.LINE, "profile").status(429).close();
        var work = received("apply events");
        assertThat(work.parent()).isEmpty();
        assertThat(work.attributes())
                .isEqualTo(Map.of("musubi.connection", connection.toString(), "musubi.events", "3"));
        var call = received("HubSpot contacts.read");
        assertThat(call.trace()).isEqualTo(work.trace());
        assertThat(call.parent()).isEqualTo(work.id());
        assertThat(call.attributes())
                .isEqualTo(Map.of(
                        "musubi.operation", "contacts.read",
                        "peer.service", "HubSpot",
                        "http.response.status_code", "200"));
        assertThat(call.status()).isZero();
        var alone = received("LINE profile");
        assertThat(alone.parent()).isEmpty();
        assertThat(alone.attributes()).containsEntry("error.type", "429");
        assertThat(alone.status()).isEqualTo(OtlpReceiver.ERROR);
        assertThat(receiver.path()).isEqualTo("/v1/traces");
    }

    @Test
    void aCallWithoutAnAnswerAndARequestThatEndsByAnExceptionFailed() {
        traces.call(Platform.LINE, "push").status(0).close();
        traces.request("GET").route("/api/imports/{id}").close();
        traces.request("POST").route("/webhooks/hubspot").status(400).close();
        assertThat(received("LINE push").attributes()).containsEntry("error.type", "no_answer");
        var request = received("GET /api/imports/{id}");
        assertThat(request.attributes()).containsEntry("error.type", "exception");
        assertThat(request.status()).isEqualTo(OtlpReceiver.ERROR);
        assertThat(received("POST /webhooks/hubspot").status()).isZero();
    }

    @Test
    void aMethodThatSomebodyInventsIsNotTold() {
        traces.request("U0123456789").status(400).close();
        assertThat(received("_OTHER").attributes()).containsEntry("http.request.method", "_OTHER");
    }

    @Test
    void whatACollectorDoesNotTakeInTimeIsDroppedAndWhatWaitsIsBounded() {
        receiver.shut();
        for (var made = 0; made < 10 * OtlpTraces.MAX_WAITING; made++) {
            traces.work("early").close();
        }
        receiver.open();
        eventually("spans are sent again", () -> {
            traces.work("late").close();
            return receiver.spans().stream().anyMatch(span -> span.name().equals("late"));
        });
        assertThat(receiver.spans().stream().filter(span -> span.name().equals("early")))
                .hasSizeLessThanOrEqualTo(OtlpTraces.MAX_WAITING + 2 * OtlpTraces.MAX_SENT);
    }

    @Test
    void aCollectorThatRefusesGetsTheNextSpans() {
        try (var log = WatchedLog.everythingOf("musubi.system.trace")) {
            receiver.answer(503);
            traces.work("refused").close();
            var collector = receiver.url().getAuthority();
            eventually(
                    "it is told",
                    () -> log.messages().contains(collector + " does not take spans: they are dropped until it does"));
            traces.work("refused as well").close();
            received("refused as well");
            receiver.answer(200);
            traces.work("accepted").close();
            assertThat(received("accepted").parent()).isEmpty();
            eventually("it is told", () -> log.messages().contains(collector + " takes spans again"));
            assertThat(log.messages().stream().filter(words -> words.contains(collector)))
                    .hasSize(2);
        }
        assertThat(receiver.spans().stream().filter(span -> span.name().equals("refused")))
                .as("it is not sent again")
                .hasSize(1);
    }

    @Test
    void aCollectorThatIsNotThereIsNoFailure() {
        try (var nobody = new OtlpTraces(URI.create("http://127.0.0.1:1/v1/traces"))) {
            for (var made = 0; made < 2 * OtlpTraces.MAX_WAITING; made++) {
                nobody.request("GET").status(200).close();
            }
            assertThat(nobody.isOn()).isTrue();
        }
    }

    /** What is not loaded costs nothing: the class that is chosen without an address leads to none of these. */
    @Test
    void onlyTheseClassesUseOpenTelemetry() {
        assertThat(CompiledClass.using(OF_OPENTELEMETRY.asMatchPredicate()))
                .containsExactlyInAnyOrder(
                        OtlpTraces.class.getName(), OtlpSpan.class.getName(), ReportedExports.class.getName());
    }
}
