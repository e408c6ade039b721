package musubi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PropertyDefinition;
import musubi.sandbox.hubspot.PropertyOption;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of HubSpot when an account is connected: created, adopted, mapped by name, or refused. */
class ConnectPropertiesTests extends RunningMusubi {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    ConnectPropertiesTests() {
        super(WORLD);
    }

    @Test
    void allPropertiesAndTheirGroupAreMade() {
        var portal = newPortal();
        assertThat(connect(newChannel(), portal).status()).isEqualTo(201);
        for (var property : LineProperty.values()) {
            assertThat(find(portal, property.internalName())).satisfies(made -> {
                assertThat(made.label()).isEqualTo(property.label());
                assertThat(made.type()).isEqualTo(property.type());
                assertThat(made.fieldType()).isEqualTo(property.fieldType());
                assertThat(made.groupName()).isEqualTo("line");
                assertThat(made.hasUniqueValue()).isEqualTo(property.unique());
                assertThat(made.options().stream().map(PropertyOption::value)).isEqualTo(property.options());
            });
        }
    }

    @Test
    void aCompatiblePropertyIsAdopted() {
        var portal = newPortal();
        portal.addProperty(PropertyDefinition.custom("line_user_id", "Mine", "string", "text", "own")
                .unique());
        portal.addProperty(PropertyDefinition.custom("line_user_name", "Mine", "string", "textarea", "own"));
        assertThat(connect(newChannel(), portal).status()).isEqualTo(201);
        assertThat(find(portal, "line_user_id").label()).isEqualTo("Mine");
    }

    @Test
    void anIncompatiblePropertyIsRefusedByNameBeforeAnythingIsWritten() {
        var portal = newPortal();
        portal.addProperty(PropertyDefinition.custom("line_user_id", "Mine", "string", "text", "own"));
        portal.addProperty(PropertyDefinition.custom("line_follow_updated_at", "Mine", "date", "date", "own"));
        portal.addProperty(PropertyDefinition.custom("line_follow", "Mine", "enumeration", "select", "own")
                .options(List.of(new PropertyOption("Yes", "YES"))));
        portal.addProperty(PropertyDefinition.custom("line_user_name", "Mine", "string", "text", "own")
                .unique());
        var properties = portal.properties();
        var reply = connect(newChannel(), portal).refusedWith(422);
        assertThat(fields(reply))
                .containsExactly(
                        "propertyNames.lineUserId",
                        "propertyNames.lineUserName",
                        "propertyNames.lineFollow",
                        "propertyNames.lineFollowUpdatedAt");
        assertThat(reply.text("/detail"))
                .contains("line_user_id exists in HubSpot, but allows two contacts the same value")
                .contains("line_user_name exists in HubSpot, but allows no two contacts")
                .contains("line_follow exists in HubSpot, but lacks the options NO")
                .contains("line_follow_updated_at exists in HubSpot, but is date/date (needed: datetime/date)");
        assertThat(portal.properties()).isEqualTo(properties);
        assertThat(connections.all()).isEmpty();
    }

    @Test
    void theEleventhUniquePropertyIsRefusedBeforeAnythingIsWritten() {
        var portal = newPortal();
        for (var i = 0; i < 10; i++) {
            portal.addProperty(PropertyDefinition.custom("unique_" + i, "U", "string", "text", "own")
                    .unique());
        }
        var properties = portal.properties();
        assertThat(connect(newChannel(), portal).refusedWith(422).text("/detail"))
                .contains("HubSpot allows 10 unique contact properties and the portal has 10");
        assertThat(portal.properties()).isEqualTo(properties);
        portal.deleteProperty("unique_3");
        assertThat(connect(newChannel(), portal).status()).isEqualTo(201);
    }

    @Test
    void namesMapOntoExistingProperties() {
        var portal = newPortal();
        portal.addProperty(PropertyDefinition.custom("lha_line_user_id", "LINE User ID", "string", "text", "lha")
                .unique());
        var request = request(newChannel(), portal);
        request.putObject("propertyNames").put("lineUserId", "lha_line_user_id");
        var reply = post(request);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
        assertThat(connections
                        .find(UUID.fromString(reply.text("/id")))
                        .orElseThrow()
                        .propertyNames())
                .isEqualTo(new PropertyNames(1, Map.of(LineProperty.USER_ID, "lha_line_user_id")));
        assertThat(portal.properties())
                .noneMatch(property -> property.name().equals("line_user_id"))
                .anyMatch(property -> property.name().equals("line_user_name"));
    }

    @Test
    void aNameThatDoesNotExistOrFitIsRefused() {
        var portal = newPortal();
        portal.addProperty(PropertyDefinition.custom("lha_id", "LINE User ID", "string", "text", "lha"));
        var request = request(newChannel(), portal);
        request.putObject("propertyNames")
                .put("lineUserId", "lha_id")
                .put("lineUserName", "lha_name")
                .put("lineUserPicture", "firstname");
        assertThat(post(request).refusedWith(422).text("/detail"))
                .contains("lha_id exists in HubSpot, but allows two contacts the same value")
                .contains("The HubSpot portal has no contact property lha_name")
                .contains("firstname exists in HubSpot, but is one of HubSpot's own");
    }

    @Test
    void anUnknownKeyIsRefusedWithThoseThatAreKnown() {
        var request = request(newChannel(), newPortal());
        request.putObject("propertyNames").put("lineUserid", "x").put("lineUserName", "Not A Name");
        var reply = post(request).refusedWith(400);
        assertThat(fields(reply)).containsExactlyInAnyOrder("propertyNames.lineUserid", "propertyNames.lineUserName");
        assertThat(reply.text("/detail")).contains("lineUserId, lineUserName");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 400})
    void aPropertyThatAppearsMeanwhileIsAdopted(int status) {
        var portal = newPortal();
        portal.propertyConflictStatus(status);
        portal.addProperty(PropertyDefinition.custom("line_user_id", "Mine", "string", "text", "own")
                .unique());
        // the first list does not show it yet
        world.hubspot()
                .faults()
                .add(
                        Fault.answer(
                                "GET",
                                ".*/properties/[^/]+/contacts",
                                2,
                                200,
                                "{\"results\":[{\"name\":\"email\",\"label\":\"Email\",\"type\":\"string\",\"fieldType\":\"text\"}]}"));
        assertThat(connect(newChannel(), portal).status()).isEqualTo(201);
        assertThat(find(portal, "line_user_id").label()).isEqualTo("Mine");
        assertThat(find(portal, "line_user_tags").label()).isEqualTo("LINE user tags");
    }

    private static PropertyDefinition find(Portal portal, String name) {
        return portal.properties().stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fields(Reply reply) {
        return StreamSupport.stream(reply.body().path("errors").spliterator(), false)
                .map(error -> error.path("field").asString(""))
                .collect(Collectors.toList());
    }
}
