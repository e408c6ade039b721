package musubi.sandbox.hubspot.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import musubi.sandbox.hubspot.HubSpotClient;
import musubi.sandbox.hubspot.Owner;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OwnerTests {

    private static final String OWNERS = "/crm/owners/2026-09";

    private final PortalWorld world = new PortalWorld();
    private final Portal portal = world.portal;
    private final HubSpotClient client = world.client;
    private final Owner taro = portal.addOwner("taro@example.com", "Taro", "Yamada");
    private final Owner hanako = portal.addOwner("hanako@example.com", "Hanako", "Sato");
    private final Owner gone = portal.addOwner("gone@example.com", "Gone", "Mori");

    OwnerTests() {
        portal.archiveOwner(gone.id());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void ownersAreListedPageByPage() {
        var first = client.get(OWNERS + "?limit=1").expect(200);
        assertThat(first.at("/results/0/id")).isEqualTo("" + taro.id());
        assertThat(first.at("/results/0/email")).isEqualTo("taro@example.com");
        assertThat(first.json().at("/results/0/userId").asLong()).isEqualTo(taro.userId());
        assertThat(first.at("/results/0/type")).isEqualTo("PERSON");
        var second = client.get(OWNERS + "?limit=1&after=" + first.at("/paging/next/after"))
                .expect(200);
        assertThat(second.at("/results/0/id")).isEqualTo("" + hanako.id());
        assertThat(second.json().has("paging")).isFalse();
        assertThat(client.get("/crm/v3/owners").expect(200).results()).hasSize(2);
        assertThat(client.get("/crm/v3/owners/").expect(200).results())
                .as("as HubSpot's own clients ask")
                .hasSize(2);
    }

    @Test
    void ownersAreFoundByEmailAndByEitherId() {
        assertThat(client.get(OWNERS + "?email=HANAKO@example.com").results()).hasSize(1);
        assertThat(client.get(OWNERS + "?email=nobody@example.com").expect(200).results())
                .isEmpty();
        assertThat(client.get(OWNERS + "/" + taro.id()).expect(200).at("/firstName"))
                .isEqualTo("Taro");
        assertThat(client.get(OWNERS + "/" + taro.userId() + "?idProperty=userId")
                        .expect(200)
                        .at("/id"))
                .isEqualTo("" + taro.id());
        client.get(OWNERS + "/" + taro.userId()).expect(404);
    }

    @Test
    void anArchivedOwnerIsSeenOnlyWhenAskedFor() {
        client.get(OWNERS + "/" + gone.id()).expect(404);
        var archived = client.get(OWNERS + "?archived=true").expect(200).results();
        assertThat(archived).hasSize(1);
        assertThat(archived.getFirst().path("userId").isNull()).isTrue();
        assertThat(archived.getFirst().path("userIdIncludingInactive").asLong()).isEqualTo(gone.userId());
    }

    @Test
    void aContactsOwnerMustBeAnOwner() {
        var contact = portal.createContact(Map.of("firstname", "A", "hubspot_owner_id", "" + taro.id()));
        for (var wrong : new String[] {"1", "taro@example.com", "" + taro.userId(), "" + gone.id()}) {
            var refused = client.patch(
                            HubSpotClient.CONTACTS + "/" + contact.id(),
                            Map.of("properties", Map.of("hubspot_owner_id", wrong)))
                    .expect(400);
            assertThat(refused.at("/errors/0/code")).isEqualTo("INVALID_OPTION");
        }
        assertThat(portal.contacts().getFirst().property("hubspot_owner_id")).contains("" + taro.id());
        var definition =
                client.get("/crm/properties/2026-09/contacts/hubspot_owner_id").expect(200);
        assertThat(definition.json().path("externalOptions").asBoolean()).isTrue();
    }
}
