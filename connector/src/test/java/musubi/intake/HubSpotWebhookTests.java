package musubi.intake;

import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HubSpot tells that somebody gave a contact a LINE user id. The sweep that finds them too is far away here. */
class HubSpotWebhookTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    private final TestWorld.TestConnection connection = WORLD.connect();

    @Test
    void theContactIsCompletedAtOnceAndARepeatChangesNothing() {
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        connection.portal().archive(connection.contact(friend).orElseThrow().id());
        var contact = connection.portal().createContact(Map.of("line_user_id", friend.userId()));
        var body = "[%s]".formatted(event(contact.id(), friend.userId()));
        assertThat(post(body).statusCode()).isEqualTo(200);
        eventually(
                "the name is there",
                () -> connection.value(friend, "line_user_name").equals("さくら"));
        connection.drained();
        var writes = connection.contact(friend).orElseThrow().writes();
        var again = body.replace("\"attemptNumber\":0", "\"attemptNumber\":1");
        assertThat(post(again).statusCode()).isEqualTo(200);
        connection.drained();
        assertThat(connection.contact(friend).orElseThrow().writes()).isEqualTo(writes);
        assertThat(connection.value(friend, "line_contact_source")).isEqualTo("HUBSPOT");
    }

    @Test
    void whatOurOwnAppWroteIsNoNews() {
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        var reads = connection.portal().traffic().calls("POST contacts/batch/read");
        var told = event(connection.contact(friend).orElseThrow().id(), friend.userId());
        post("[%s]".formatted(told.replace("\"CRM_UI\"", "\"INTEGRATION\",\"sourceId\":\"3\"")));
        assertThat(connection.backlog().path("pending").asInt()).isZero();
        assertThat(connection.portal().traffic().calls("POST contacts/batch/read"))
                .isEqualTo(reads);
        post("[%s]".formatted(told.replace("\"CRM_UI\"", "\"INTEGRATION\",\"sourceId\":\"4\"")));
        eventually("another app's is", () -> connection.portal().traffic().calls("POST contacts/batch/read") > reads);
    }

    @Test
    void whatIsNoLineUserIdIsListed() {
        var contact = connection.portal().createContact(Map.of("line_user_id", "my friend"));
        assertThat(post("[%s]".formatted(event(contact.id(), "my friend"))).statusCode())
                .isEqualTo(200);
        eventually("it is listed", () -> connection.failures().size() == 1);
        assertThat(connection.failures().get(0).path("code").asString()).isEqualTo("NO_LINE_USER_ID");
    }

    @Test
    void aDeletedContactTakesItsFailureAlong() {
        var contact = connection.portal().createContact(Map.of("line_user_id", "my friend"));
        post("[%s]".formatted(event(contact.id(), "my friend")));
        eventually("it is listed", () -> connection.failures().size() == 1);
        connection.portal().archive(contact.id());
        post("[{\"subscriptionType\":\"contact.deletion\",\"portalId\":%d,\"objectId\":%d}]"
                .formatted(connection.portal().id(), contact.id()));
        assertThat(connection.failures()).isEmpty();
        assertThat(connection.backlog().path("pending").asInt()).isZero();
    }

    @Test
    void aMergedContactStandsInNobodysWayAnyMore() {
        var friend = connection.channel().newUser("さくら");
        var other = connection
                .portal()
                .createContact(Map.of(
                        "line_user_id",
                        "U" + "9".repeat(32),
                        "email",
                        friend.userId().toLowerCase(Locale.ROOT) + "@line.me"));
        friend.follow();
        eventually("it is listed", () -> connection.failures().size() == 1);
        var survivor = connection
                .portal()
                .createContact(Map.of("email", "somebody@example.com", "line_user_id", "U" + "8".repeat(32)));
        connection.portal().merge(survivor.id(), other.id());
        connection
                .portal()
                .update(
                        connection.portal().contact(survivor.id()).orElseThrow().id(),
                        Map.of("hs_additional_emails", ""));
        post(
                "[{\"subscriptionType\":\"object.merge\",\"objectTypeId\":\"0-1\",\"portalId\":%d,\"primaryObjectId\":%d,\"mergedObjectIds\":[%d]}]"
                        .formatted(connection.portal().id(), survivor.id(), other.id()));
        eventually("the friend has a contact", () -> connection.contact(friend).isPresent());
        assertThat(connection.failures()).isEmpty();
    }

    @Test
    void portalsAndEventsThatAreNoneOfOursAreAnsweredAllTheSame() {
        assertThat(
                        post("[{\"subscriptionType\":\"contact.propertyChange\",\"portalId\":1,\"propertyName\":\"line_user_id\",\"propertyValue\":\"x\"}]")
                                .statusCode())
                .isEqualTo(200);
        assertThat(post("[{\"subscriptionType\":\"contact.merge\",\"portalId\":%d}]"
                                .formatted(connection.portal().id()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("[]").statusCode()).isEqualTo(200);
        assertThat(connection.backlog().path("pending").asInt()).isZero();
    }

    @Test
    void wrongBodiesAndSignaturesAreRefused() {
        assertThat(post("{}").statusCode()).isEqualTo(400);
        assertThat(post("no JSON").statusCode()).isEqualTo(400);
        var now = String.valueOf(WORLD.clock().instant().toEpochMilli());
        var old = String.valueOf(WORLD.clock().instant().minusSeconds(301).toEpochMilli());
        assertThat(send("[]", now, "wrong").statusCode()).isEqualTo(401);
        assertThat(send("[]", old, sign("[]", old)).statusCode()).isEqualTo(401);
        // version 2 carries no timestamp: it is not taken
        assertThat(WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/webhooks/hubspot"))
                                .header("X-HubSpot-Signature", "abc")
                                .header("X-HubSpot-Signature-Version", "v2")
                                .POST(BodyPublishers.ofString("[]"))
                                .build())
                        .statusCode())
                .isEqualTo(401);
    }

    private String event(long contactId, String value) {
        return """
                {"eventId":1,"subscriptionId":2,"portalId":%d,"appId":3,"occurredAt":%d,"attemptNumber":0,\
                "subscriptionType":"contact.propertyChange","objectId":%d,"changeSource":"CRM_UI",\
                "propertyName":"line_user_id","propertyValue":"%s"}""".formatted(connection.portal().id(), WORLD.clock().instant().toEpochMilli(), contactId, value);
    }

    private static HttpResponse<String> post(String body) {
        var now = String.valueOf(WORLD.clock().instant().toEpochMilli());
        return send(body, now, sign(body, now));
    }

    private static HttpResponse<String> send(String body, String timestamp, String signature) {
        return WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/webhooks/hubspot"))
                .header("X-HubSpot-Request-Timestamp", timestamp)
                .header("X-HubSpot-Signature-v3", signature)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static String sign(String body, String timestamp) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(AppWorld.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(("POST" + AppWorld.PUBLIC + "/webhooks/hubspot" + body + timestamp)
                            .getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
