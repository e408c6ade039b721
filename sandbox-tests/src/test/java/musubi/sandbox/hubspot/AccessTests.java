package musubi.sandbox.hubspot;

import static musubi.sandbox.hubspot.HubSpotClient.CONTACTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import musubi.sandbox.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTests {

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aTokenThatIsWrongOrRevokedIs401() {
        var wrong = new HubSpotClient(world.hubSpot.url(), "pat-na1-wrong")
                .get(CONTACTS)
                .expect(401);
        assertThat(wrong.at("/category")).isEqualTo("INVALID_AUTHENTICATION");
        assertThat(wrong.at("/message")).startsWith("Authentication credentials not found.");
        assertThat(wrong.header("x-hubspot-correlation-id")).isEqualTo(wrong.at("/correlationId"));
        assertThat(portal.accessToken()).matches("pat-na1-[0-9a-f-]{36}");
        portal.revokeToken(portal.accessToken());
        client.get(CONTACTS).expect(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/v3/objects/contacts, crm.objects.contacts.read",
        "POST, /crm/v3/objects/contacts/batch/upsert, crm.objects.contacts.write",
        "POST, /crm/objects/2026-09/contacts/search, crm.objects.contacts.read",
        "GET, /crm/properties/2026-09/contacts, crm.schemas.contacts.read",
        "POST, /crm/properties/2026-09/contacts/groups, crm.schemas.contacts.write",
    })
    void aMissingScopeIs403BeforeTheBodyIsLookedAt(String method, String path, String scope) {
        var bare = new HubSpotClient(world.hubSpot.url(), portal.addToken(Set.of("oauth")));
        var reply = bare.send(method, path, method.equals("POST") ? "{" : "", "text/plain")
                .expect(403);
        assertThat(reply.at("/category")).isEqualTo("MISSING_SCOPES");
        assertThat(reply.at("/errors/0/context/requiredGranularScopes/0")).isEqualTo(scope);
        assertThat(reply.at("/links/scopes")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 404",
        "GET, /crm/v3/objects/contacts/, 404",
        "GET, /crm/v3//objects/contacts, 404",
        "GET, /crm/objects/2027-03/contacts, 404",
        "GET, /crm/v4/objects/contacts, 404",
        "GET, /crm/v3/objects/contacts/batch/nothing, 404",
        "GET, /crm/v3/objects/contacts/1/2/3, 404",
        "GET, /account-info/2026-09/nothing, 404",
        "GET, /crm/v3/objects/contacts/search, 405",
        "PUT, /crm/v3/objects/contacts/1, 405",
        "GET, /crm/v3/objects/contacts/batch/read, 405",
        "GET, /crm/v3/objects/widgets, 400",
        "GET, /crm/v3/objects/0-1, 200",
        "GET, /crm/objects/2026-03/0-1, 200",
        "GET, /crm/v3/properties/0-1, 200",
        "GET, /crm/v3/limits/custom-properties, 200",
        "GET, /crm/limits/2026-09/custom-properties, 200",
        "GET, /account-info/v3/details, 200",
    })
    void onlyKnownPathsAndMethodsAreThere(String method, String path, int status) {
        client.send(method, path, "", "").expect(status);
    }

    @Test
    void aBodyMustBeJsonOfTheRightTypes() {
        var path = CONTACTS + "/batch/upsert";
        client.send("POST", path, "{\"inputs\":[]}", "text/plain").expect(415);
        client.send("POST", path, "{\"inputs\":[]}", "").expect(415);
        assertThat(client.post(path, "{\"inputs\":[").expect(400).at("/message"))
                .startsWith("Invalid input JSON on line 1, column");
        for (var body : new String[] {
            "[]",
            "{}",
            "{\"inputs\":{}}",
            "{\"inputs\":[1]}",
            "{\"inputs\":[{\"id\":\"U1\",\"idProperty\":\"line_user_id\"}]}",
            "{\"inputs\":[{\"idProperty\":\"line_user_id\",\"properties\":{}}]}",
            "{\"inputs\":[{\"id\":\"U1\",\"idProperty\":\"line_user_id\",\"properties\":{\"city\":[]}}]}",
            "{\"inputs\":[{\"id\":\"U1\",\"idProperty\":\"line_user_id\",\"properties\":{\"city\":null}}]}"
        }) {
            client.post(path, body).expect(400);
        }
        assertThat(portal.contacts()).isEmpty();
    }

    @Test
    void theAccountDetailsHaveZoneAndCurrency() {
        var tokyo = client.get("/account-info/2026-09/details").expect(200);
        assertThat(tokyo.json().path("portalId").asLong()).isEqualTo(portal.id());
        assertThat(tokyo.at("/timeZone")).isEqualTo("Asia/Tokyo");
        assertThat(tokyo.at("/companyCurrency")).isEqualTo("JPY");
        assertThat(tokyo.at("/utcOffset")).isEqualTo("+09:00");
        assertThat(tokyo.json().path("utcOffsetMilliseconds").asLong()).isEqualTo(32_400_000);
        var other = world.hubSpot.addPortal(PortalOptions.defaults().timeZone(ZoneId.of("Europe/Berlin")));
        assertThat(other.id()).isNotEqualTo(portal.id());
        assertThat(new HubSpotClient(world.hubSpot, other)
                        .get("/account-info/v3/details")
                        .at("/utcOffset"))
                .isEqualTo("+01:00");
        assertThat(world.hubSpot.portals()).containsExactly(portal, other);
        assertThat(world.hubSpot.portal(other.id())).isSameAs(other);
    }

    @Test
    void aFaultCanCutTheAnswerAfterTheWrite() {
        world.hubSpot
                .faults()
                .add(Fault.of(Fault.Kind.CUT_AFTER, "POST", ".*/contacts/batch/upsert", 1, Duration.ZERO));
        assertThatThrownBy(() -> client.upsert(HubSpotClient.row("U1", Map.of())))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(portal.contactBy("line_user_id", "U1")).isPresent();
        world.hubSpot.faults().add(Fault.answer("*", "/crm/.*", 1, 477, "{}").with("Retry-After", "30"));
        assertThat(client.get(CONTACTS).expect(477).header("Retry-After")).isEqualTo("30");
        client.get(CONTACTS).expect(200);
    }
}
