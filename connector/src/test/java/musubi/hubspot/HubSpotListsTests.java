package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import musubi.hubspot.HubSpotLists.ContactList;
import musubi.hubspot.HubSpotLists.ListKind;
import musubi.hubspot.HubSpotLists.Members;
import musubi.hubspot.http.HubSpotHttp;
import musubi.sandbox.http.Fault;
import musubi.sandbox.hubspot.HubSpotStandIn;
import musubi.sandbox.hubspot.Portal;
import musubi.sandbox.hubspot.PortalOptions;
import musubi.system.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSpotListsTests {

    private static final musubi.sandbox.hubspot.ListKind MANUAL = musubi.sandbox.hubspot.ListKind.MANUAL;

    private final HubSpotStandIn hubspot = HubSpotStandIn.start(0, Clock.systemUTC(), 7);
    private final Portal portal = hubspot.addPortal(PortalOptions.defaults());
    private final PortalAccess access = new PortalAccess(portal.id(), portal.accessToken()).with(CallPriority.DELIVERY);
    private final HubSpotHttp http = new HubSpotHttp(
            new HubSpotSettings(
                    hubspot.url(), hubspot.url(), "2026-09", null, null, null, "", "", Duration.ofSeconds(5)),
            new SimpleMeterRegistry(),
            Traces.OFF);
    private final HubSpotLists lists = new HubSpotLists(http);

    HubSpotListsTests() {
        portal.rateLimit(0);
    }

    @AfterEach
    void close() {
        http.close();
        hubspot.close();
    }

    @Test
    void listsOfContactsAreFoundByAPartOfTheirNameWithTheirSizes() {
        var member = portal.createContact(Map.of("lastname", "佐藤")).id();
        var vip = portal.lists().add("東京のVIP会員", MANUAL, List.of(member));
        portal.lists().addOfOtherType("VIP企業", "0-2");
        var active = portal.lists().addDynamic("VIP（自動）", "lastname");
        var found = lists.search(access, "vip", 0, 100);
        assertThat(found.lists())
                .containsExactly(
                        new ContactList(vip.id(), "東京のVIP会員", ListKind.STATIC, 1, true),
                        new ContactList(active.id(), "VIP（自動）", ListKind.ACTIVE, 1, true));
        assertThat(found.total()).isEqualTo(2);
        assertThat(found.next()).isEmpty();
        var first = lists.search(access, "", 0, 1);
        assertThat(first.next()).isEqualTo(OptionalInt.of(1));
        assertThat(lists.search(access, "", 1, 1).lists())
                .extracting(ContactList::id)
                .containsExactly(active.id());
        assertThat(lists.search(access, "", 1, 1).next()).isEmpty();
    }

    @Test
    void oneIsReadAndSeveralInOneCall() {
        var one = portal.lists().add("会員", MANUAL, List.of());
        var companies = portal.lists().addOfOtherType("企業", "0-2");
        assertThat(lists.find(access, one.id())).contains(new ContactList(one.id(), "会員", ListKind.STATIC, 0, true));
        assertThat(lists.find(access, 999)).isEmpty();
        assertThat(lists.find(access, companies.id())).isEmpty();
        assertThat(lists.several(access, Set.of(one.id(), companies.id(), 999L)))
                .containsOnlyKeys(one.id());
        assertThat(lists.several(access, Set.of())).isEmpty();
        assertThat(portal.traffic().calls("GET lists")).isEqualTo(1);
        portal.lists().delete(one.id());
        assertThat(lists.find(access, one.id())).isEmpty();
        assertThat(lists.page(access, one.id(), "")).isEqualTo(new Members.Gone());
    }

    @Test
    void membersComeTwoHundredAndFiftyAPageInAscendingOrder() {
        var list = portal.lists()
                .add("会員", MANUAL, LongStream.rangeClosed(1, 600).boxed().toList());
        var seen = new ArrayList<Long>();
        var pages = 0;
        for (var after = Optional.of(""); after.isPresent(); pages++) {
            var page = (Members.Page) lists.page(access, list.id(), after.get());
            seen.addAll(page.recordIds());
            after = page.next();
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 600).boxed().toList());
    }

    @Test
    void aMissingScopeIsNamedHoweverHubSpotSaysIt() {
        var bare = new PortalAccess(portal.id(), portal.addToken(PortalOptions.CONTACT_SCOPES));
        lacksTheScope(() -> lists.search(bare, "", 0, 10));
        lacksTheScope(() -> lists.find(bare, 1));
        lacksTheScope(() -> lists.several(bare, Set.of(1L)));
        lacksTheScope(() -> lists.page(bare, 1, ""));
        hubspot.faults().add(Fault.answer("*", "/crm/lists/.*", 1, 403, """
                {"status": "error", "message": "This oauth-token does not have proper permissions!", "correlationId": "x"}"""));
        lacksTheScope(() -> lists.page(access, 1, ""));
    }

    private static void lacksTheScope(Runnable call) {
        assertThatExceptionOfType(HubSpotException.class).isThrownBy(call::run).satisfies(e -> {
            assertThat(e.isMissingScope()).isTrue();
            assertThat(e.missingScopes()).containsExactly("crm.lists.read");
            assertThat(e).hasMessageContaining("crm.lists.read");
        });
    }

    /** No end of a list, no empty list and no list that is gone is concluded from an answer that is not whole, or not HubSpot's. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"results\": [{}]}", "{\"results\": [{\"recordId\": \"x\"}]}", "{\"lists\": []}"})
    void anAnswerThatLeavesSomethingOutIsTriedAgain(String body) {
        for (var call : List.<Runnable>of(
                () -> lists.search(access, "", 0, 10), () -> lists.find(access, 1), () -> lists.page(access, 1, ""))) {
            hubspot.faults().clear();
            hubspot.faults().add(Fault.answer("*", "/crm/lists/.*", 1, 200, body));
            isTriedAgain(call);
        }
        hubspot.faults().add(Fault.answer("*", "/crm/lists/.*", 1, 404, "<html>not found</html>"));
        isTriedAgain(() -> lists.page(access, 1, ""));
    }

    private static void isTriedAgain(Runnable call) {
        assertThatExceptionOfType(HubSpotException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HubSpotException.Kind.RETRY));
    }

    @Test
    void contactPropertiesHaveLabelsAndOptions() {
        portal.addProperty(
                musubi.sandbox.hubspot.PropertyDefinition.custom("plan", "プラン", "enumeration", "select", "membership")
                        .options(List.of(
                                new musubi.sandbox.hubspot.PropertyOption("ゴールド", "gold"),
                                new musubi.sandbox.hubspot.PropertyOption("シルバー", "silver"))));
        var all = new ContactProperties(http).all(access);
        assertThat(all)
                .filteredOn(property -> property.name().equals("plan"))
                .singleElement()
                .satisfies(plan -> {
                    assertThat(plan.label()).isEqualTo("プラン");
                    assertThat(plan.type()).isEqualTo("enumeration");
                    assertThat(plan.fieldType()).isEqualTo("select");
                    assertThat(plan.group()).isEqualTo("membership");
                    assertThat(plan.hidden()).isFalse();
                    assertThat(plan.options())
                            .containsExactly(
                                    new ContactProperties.Option("gold", "ゴールド"),
                                    new ContactProperties.Option("silver", "シルバー"));
                });
        assertThat(portal.traffic().calls()).isEqualTo(1);
        for (var body : List.of("", "{}", "{\"results\":[]}")) {
            hubspot.faults().clear();
            hubspot.faults().add(Fault.answer("*", ".*/contacts", 1, 200, body));
            isTriedAgain(() -> new ContactProperties(http).all(access));
        }
    }
}
