package musubi.hubspotapp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static musubi.testing.TestWorld.json;
import static musubi.testing.Waits.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import musubi.contact.LineProperty;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.list.StaticLists;
import musubi.hubspot.workflow.WorkflowCallbacks;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.sandbox.line.ChannelOptions;
import musubi.testing.AppWorld;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files are what HubSpot documents, and fit what the connector needs and takes. */
class HubSpotAppTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.published();

    @ParameterizedTest
    @ValueSource(strings = {"static", "oauth"})
    void theProjectIsAsHubSpotDocumentsIt(String variant) {
        assertThat(HubSpotProject.read(variant).errors()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a platform version before 2026.03       | static | /hsproject/platformVersion                  | "2025.2"       | pattern
            a platform version not yet released     | static | /hsproject/platformVersion                  | "2026.03-beta" | pattern
            a source folder outside the project     | static | /hsproject/srcDir                           | "../src"       | pattern
            something unknown in the project        | static | /hsproject/version                          | "1"            | additionalProperties
            a profile without an account            | static | /profile/accountId                          | gone           | required
            a profile without the address           | oauth  | /profile/variables/MUSUBI_URL               | gone           | required
            an address with a slash at the end      | static | /profile/variables/MUSUBI_URL               | "https://musubi.example.com/" | pattern
            a property name HubSpot does not have   | static | /profile/variables/LINE_USER_ID_PROPERTY    | "LINE User ID" | pattern
            an unknown variable                     | static | /profile/variables/AppWorld.SECRET                   | "x"            | additionalProperties
            static authentication in the marketplace| static | /components/0/config/distribution           | "marketplace"  | const
            static authentication with a redirect   | static | /components/0/config/auth/redirectUrls      | ["https://musubi.example.com/hubspot/callback"] | maxItems
            static authentication, optional scopes  | static | /components/0/config/auth/optionalScopes    | ["crm.lists.read"] | maxItems
            an unknown kind of authentication       | static | /components/0/config/auth/type              | "apiKey"       | enum
            an unknown distribution                 | oauth  | /components/0/config/distribution           | "public"       | enum
            OAuth without a redirect                | oauth  | /components/0/config/auth/redirectUrls      | gone           | required
            OAuth with no redirect                  | oauth  | /components/0/config/auth/redirectUrls      | []             | minItems
            a redirect in the clear                 | oauth  | /components/0/config/auth/redirectUrls      | ["http://musubi.example.com/hubspot/callback"] | pattern
            no scopes                               | oauth  | /components/0/config/auth/requiredScopes    | []             | minItems
            a scope twice                           | oauth  | /components/0/config/auth/requiredScopes/-  | "crm.objects.contacts.read" | uniqueItems
            a scope that cannot be                  | oauth  | /components/0/config/auth/requiredScopes/-  | "contacts read"| pattern
            something unknown in the app            | static | /components/0/config/webhooks               | {}             | additionalProperties
            a name with a blank at its end          | static | /components/0/config/name                   | "Musubi "      | pattern
            a permitted address in the clear        | static | /components/0/config/permittedUrls/fetch/-  | "http://musubi.example.com" | pattern
            a support address that is none          | static | /components/0/config/support/supportEmail   | "support"      | pattern
            a telephone number without a country    | static | /components/0/config/support/supportPhone   | "0312345678"   | pattern
            a uid with a blank                      | static | /components/0/uid                           | "the app"      | pattern
            a uid too long                          | static | /components/0/uid                           | "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu" | pattern
            one uid twice                           | static | /components/1/uid                           | "musubi"       | uniqueItems
            a component nobody knows                | static | /components/-                               | {"uid": "x", "type": "timeline", "config": {}} | enum
            two apps                                | static | /components/1                               | {"uid": "x", "type": "app", "config": {}} | maxContains
            webhooks without an app                 | static | /components/0/type                          | "card"         | minContains
            an app event with static authentication | static | /components/-                               | {"uid": "x", "type": "app-event", "config": {}} | minContains
            an app event with private distribution  | oauth  | /components/-                               | {"uid": "x", "type": "app-event", "config": {}} | minContains
            an app object with private distribution | oauth  | /components/-                               | {"uid": "x", "type": "app-object", "config": {}} | minContains
            a function in the marketplace           | market | /components/-                               | {"uid": "x", "type": "app-function", "config": {}} | minContains
            SCIM with OAuth                         | oauth  | /components/-                               | {"uid": "x", "type": "scim", "config": {}} | minContains
            webhooks in the clear                   | static | /components/1/config/settings/targetUrl     | "http://musubi.example.com/webhooks/hubspot" | pattern
            webhooks to this machine                | static | /components/1/config/settings/targetUrl     | "https://localhost/webhooks/hubspot" | pattern
            five requests at once                   | static | /components/1/config/settings/maxConcurrentRequests | 5      | exclusiveMinimum
            half a request at once                  | static | /components/1/config/settings/maxConcurrentRequests | 7.5    | type
            no number of requests at once           | static | /components/1/config/settings/maxConcurrentRequests | gone   | required
            nothing subscribed                      | static | /components/1/config/subscriptions          | {}             | minProperties
            an unknown list of subscriptions        | static | /components/1/config/subscriptions/objects  | []             | additionalProperties
            an unknown type                         | static | /components/1/config/subscriptions/crmObjects/0/subscriptionType | "object.change" | enum
            an older type among the newer ones      | static | /components/1/config/subscriptions/crmObjects/1/subscriptionType | "contact.merge" | enum
            a privacy deletion among the objects    | static | /components/1/config/subscriptions/crmObjects/1/subscriptionType | "contact.privacyDeletion" | enum
            a merge among the events of the hub     | static | /components/1/config/subscriptions/hubEvents/0/subscriptionType  | "contact.merge" | enum
            a newer type among the older ones       | static | /components/1/config/subscriptions/legacyCrmObjects/- | {"subscriptionType": "object.merge", "active": true} | pattern
            an older change of no property          | static | /components/1/config/subscriptions/legacyCrmObjects/- | {"subscriptionType": "contact.propertyChange", "active": true} | required
            an older merge of a property            | static | /components/1/config/subscriptions/legacyCrmObjects/- | {"subscriptionType": "contact.merge", "propertyName": "x", "active": true} | false
            a change of no property                 | static | /components/1/config/subscriptions/crmObjects/0/propertyName | gone | required
            a merge of a property                   | static | /components/1/config/subscriptions/crmObjects/1/propertyName | "line_user_id" | false
            a property that is never told of        | static | /components/1/config/subscriptions/crmObjects/0/propertyName | "hs_lastmodifieddate" | not
            a subscription for no object            | static | /components/1/config/subscriptions/crmObjects/0/objectType | gone | required
            the same subscription twice             | static | /components/1/config/subscriptions/hubEvents/- | {"subscriptionType": "contact.privacyDeletion", "active": true} | uniqueItems
            an action in the clear                  | oauth  | /components/2/config/actionUrl              | "http://musubi.example.com/hubspot/actions/send-message" | pattern
            an action without labels in Japanese    | oauth  | /components/2/config/labels/ja              | gone           | required
            an action without a name                | oauth  | /components/2/config/labels/en/actionName   | gone           | required
            an action for nobody                    | oauth  | /components/2/config/supportedClients       | []             | minItems
            choices from nowhere                    | oauth  | /components/2/config/inputFields/0/typeDefinition/optionsUrl | gone | oneOf
            choices of a text                       | oauth  | /components/2/config/inputFields/2/typeDefinition/optionsUrl | "https://musubi.example.com/x" | false
            an input of an unknown type             | oauth  | /components/2/config/inputFields/0/typeDefinition/type | "object" | enum
            an input neither required nor not       | oauth  | /components/2/config/inputFields/0/isRequired | gone         | required
            an output with a value type             | oauth  | /components/2/config/outputFields/1/supportedValueTypes | ["STATIC_VALUE"] | additionalProperties
            something unknown in an action          | oauth  | /components/2/config/published              | true           | additionalProperties
            a subscription neither on nor off       | static | /components/1/config/subscriptions/crmObjects/0/active | "yes" | type
            """)
    void whatHubSpotWouldRefuseIsRefused(String rule, String variant, String pointer, String value, String keyword) {
        assertThat(project(variant).with(pointer, value).errors())
                .as(rule)
                .extracting(Error::getKeyword)
                .contains(keyword);
    }

    @Test
    void anAppEventFitsAnAppOfTheMarketplace() {
        assertThat(project("market")
                        .with("/components/-", "{\"uid\": \"x\", \"type\": \"app-event\", \"config\": {}}")
                        .errors())
                .isEmpty();
    }

    @Test
    void aSecondAccountsPropertyCanBeSubscribedToo() {
        assertThat(HubSpotProject.read("static")
                        .with("/profile/variables/LINE_USER_ID_PROPERTY_2", "\"line_user_id_2\"")
                        .with("/components/1/config/subscriptions/crmObjects/-", """
                                {"subscriptionType": "object.propertyChange", "objectType": "contact",
                                 "propertyName": "line_user_id_2", "active": true}""")
                        .errors())
                .isEmpty();
    }

    /** Connecting does not need it; static authentication has no optional scopes. */
    @Test
    void theScopesForListsAreOptionalWhereThatCanBe() {
        assertThat(texts(HubSpotProject.read("oauth").app().at("/config/auth/optionalScopes")))
                .containsExactlyInAnyOrder(HubSpotLists.READ_SCOPE, StaticLists.WRITE_SCOPE, WorkflowCallbacks.SCOPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "oauth"})
    void theScopesAreThoseTheConnectorAsksForAndNoOthers(String variant) {
        var asked = texts(HubSpotProject.read(variant).app().at("/config/auth/requiredScopes"));
        var refused = connect(WORLD.hubspot().addPortal(PortalOptions.defaults().scopes(Set.of("oauth"))));
        assertThat(refused.path("status").asInt()).as(refused.toString()).isEqualTo(422);
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(scope ->
                        assertThat(refused.path("detail").asString()).contains("lacks the scope " + scope + "."));
        assertThat(refused.path("errors").size()).isEqualTo(asked.size());
        assertThat(connect(WORLD.hubspot().addPortal(PortalOptions.defaults().scopes(asked)))
                        .path("state")
                        .asString())
                .isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "oauth"})
    void whatIsSubscribedIsTakenAtTheAddressGiven(String variant) {
        var project = HubSpotProject.read(variant);
        assertThat(project.document().at("/profile/variables/MUSUBI_URL").asString())
                .isEqualTo(AppWorld.PUBLIC);
        assertThat(project.webhooks().at("/config/settings/targetUrl").asString())
                .isEqualTo(AppWorld.PUBLIC + "/webhooks/hubspot");
        assertThat(project.document()
                        .at("/profile/variables/LINE_USER_ID_PROPERTY")
                        .asString())
                .isEqualTo(LineProperty.USER_ID.internalName());
        var connection = WORLD.connect();
        var friend = connection.channel().newUser("さくら");
        friend.follow();
        connection.drained();
        connection.portal().archive(connection.contact(friend).orElseThrow().id());
        var contact = connection.portal().createContact(Map.of("line_user_id", friend.userId()));
        for (var subscription : subscriptions(project)) {
            var event = JSON.createObjectNode()
                    .put("eventId", 1)
                    .put("subscriptionId", 2)
                    .put("portalId", connection.portal().id())
                    .put("appId", 3)
                    .put("occurredAt", WORLD.clock().instant().toEpochMilli())
                    .put("attemptNumber", 0)
                    .put("changeSource", "CRM_UI")
                    .put("objectId", contact.id())
                    .put("objectTypeId", "0-1")
                    .put(
                            "subscriptionType",
                            subscription.path("subscriptionType").asString());
            if (subscription.has("propertyName")) {
                event.put("propertyName", subscription.path("propertyName").asString())
                        .put("propertyValue", friend.userId());
            }
            assertThat(post("[%s]".formatted(event))).as(event.toString()).isEqualTo(200);
        }
        eventually(
                "the contact is completed",
                () -> connection.value(friend, "line_contact_source").equals("HUBSPOT"));
        assertThat(connection.value(friend, "line_user_name")).isEqualTo("さくら");
        connection.drained();
        assertThat(connection.failures()).isEmpty();
    }

    /** {@code market}: as the guide tells those who distribute the app in the marketplace. */
    private static HubSpotProject project(String variant) {
        return variant.equals("market")
                ? HubSpotProject.read("oauth").with("/components/0/config/distribution", "\"marketplace\"")
                : HubSpotProject.read(variant);
    }

    private static List<JsonNode> subscriptions(HubSpotProject project) {
        var lists = project.webhooks().at("/config/subscriptions");
        return Stream.of("crmObjects", "legacyCrmObjects", "hubEvents")
                .flatMap(list -> StreamSupport.stream(lists.path(list).spliterator(), false))
                .toList();
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    private static JsonNode connect(Portal portal) {
        var channel = WORLD.line().addChannel(ChannelOptions.named("Café Musubi"));
        return json(WORLD.api(
                "POST",
                "/api/connections",
                Map.of(
                        "name",
                        "test",
                        "line",
                        Map.of("channelSecret", channel.secret(), "channelAccessToken", channel.accessToken()),
                        "hubspot",
                        Map.of("accessToken", portal.accessToken()))));
    }

    private static int post(String body) {
        try {
            var now = String.valueOf(WORLD.clock().instant().toEpochMilli());
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(AppWorld.SECRET.getBytes(UTF_8), "HmacSHA256"));
            var signature = Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(("POST" + AppWorld.PUBLIC + "/webhooks/hubspot" + body + now).getBytes(UTF_8)));
            return WORLD.send(HttpRequest.newBuilder(WORLD.url().resolve("/webhooks/hubspot"))
                            .header("X-HubSpot-Request-Timestamp", now)
                            .header("X-HubSpot-Signature-v3", signature)
                            .POST(BodyPublishers.ofString(body))
                            .build())
                    .statusCode();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
