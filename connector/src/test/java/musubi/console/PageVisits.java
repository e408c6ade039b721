package musubi.console;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every page of the console, with something to show on each. */
final class PageVisits {

    /** Answers that are parts of pages, or files. */
    static final Set<String> NO_PAGES = Set.of(
            "/broadcasts/{broadcastId}/audience",
            "/broadcasts/{broadcastId}/now",
            "/broadcasts/{broadcastId}/outlook",
            "/broadcasts/{broadcastId}/preview",
            "/broadcasts/{broadcastId}/report.csv",
            "/connections/{id}/broadcasts/compare.csv",
            "/connections/new/hubspot/install",
            "/connections/{id}/glance",
            "/connections/{id}/hubspot/install/{install}",
            "/connections/{id}/imports/followers/outlook",
            "/connections/{id}/imports/{importId}/progress",
            "/connections/{id}/imports/{importId}/events",
            "/connections/{id}/imports/{importId}/bad-lines.csv",
            "/connections/{id}/month",
            "/connections/{id}/link/counts.csv",
            "/connections/{id}/link/qr.png",
            "/connections/{id}/link/qr.svg",
            "/connections/{id}/links/counts.csv",
            "/connections/{id}/links/{linkId}/counts.csv",
            "/connections/{id}/links/{linkId}/qr.png",
            "/connections/{id}/links/{linkId}/qr.svg",
            "/failures/names",
            "/login/oidc",
            "/login/oidc/callback",
            "/sandbox/live");

    private PageVisits() {}

    /** By the pattern that is mapped. */
    static Map<String, List<PageVisit>> of(FilledWorld filled) {
        var here = "/connections/" + filled.connection().id();
        var untouched = "/connections/" + filled.untouched().id();
        return Map.ofEntries(
                entry("/", List.of(PageVisit.of("overview", "/"))),
                entry("/login", List.of(PageVisit.ofNobody("login", "/login", 200))),
                entry("/setup/{token}", List.of(PageVisit.ofNobody("setup-gone", "/setup/nothing", 404))),
                entry("/invite/{token}", List.of(PageVisit.ofNobody("invite", filled.invitation(), 200))),
                entry("/reset/{token}", List.of(PageVisit.ofNobody("reset", filled.reset(), 200))),
                entry("/error", List.of(new PageVisit(PageVisit.Who.ADMIN, "error", "/error", "h1", 404))),
                entry("/connections/new", List.of(PageVisit.of("connect-line", "/connections/new"))),
                entry("/connections/new/hubspot", List.of(PageVisit.of("connect-hubspot", "/connections/new/hubspot"))),
                entry(
                        "/connections/new/properties",
                        List.of(PageVisit.of("connect-properties", "/connections/new/properties")
                                .when(".property-action"))),
                entry(
                        "/connections/{id}",
                        List.of(PageVisit.of("connection", here).when(".glance[hx-trigger='every 30s']"))),
                entry("/connections/{id}/options", List.of(PageVisit.of("connection-options", here + "/options"))),
                entry("/connections/{id}/line", List.of(PageVisit.of("connection-line", here + "/line"))),
                entry("/connections/{id}/hubspot", List.of(PageVisit.of("connection-hubspot", here + "/hubspot"))),
                entry("/connections/{id}/manage", List.of(PageVisit.of("connection-manage", here + "/manage"))),
                entry("/connections/{id}/webhook", List.of(PageVisit.of("webhook", here + "/webhook"))),
                entry("/connections/{id}/pause", List.of(PageVisit.of("connection-pause", here + "/pause"))),
                entry("/connections/{id}/delete", List.of(PageVisit.of("connection-delete", here + "/delete"))),
                entry(
                        "/connections/{id}/friends",
                        List.of(
                                PageVisit.of("friends", here + "/friends").when(".who"),
                                PageVisit.of("friends-none", untouched + "/friends")
                                        .when(".state.empty"))),
                entry(
                        "/connections/{id}/imports",
                        List.of(
                                PageVisit.of("imports", here + "/imports").when(".past .more"),
                                PageVisit.of("imports-none", untouched + "/imports")
                                        .when(".choose"))),
                entry(
                        "/connections/{id}/imports/followers",
                        List.of(PageVisit.of("import-ask", here + "/imports/followers")
                                .when("#import-ask form"))),
                entry(
                        "/connections/{id}/imports/{importId}",
                        List.of(
                                PageVisit.of("import-done", here + "/imports/" + filled.done()),
                                PageVisit.of("import-failed", here + "/imports/" + filled.failed()),
                                PageVisit.of("import-paused", here + "/imports/" + filled.paused()))),
                entry(
                        "/connections/{id}/links",
                        List.of(
                                PageVisit.of("links", here + "/links").when(".custom tbody tr"),
                                PageVisit.of("links-unready", untouched + "/links")
                                        .when(".unready"))),
                entry(
                        "/connections/{id}/broadcasts/new",
                        List.of(PageVisit.of("broadcast-new", here + "/broadcasts/new")
                                .when("#preview .person"))),
                entry(
                        "/connections/{id}/broadcasts/properties",
                        List.of(PageVisit.of("broadcast-properties", here + "/broadcasts/properties"))),
                entry("/connections/{id}/messages", List.of(PageVisit.of("messages-none", untouched + "/messages"))),
                entry(
                        "/connections/{id}/messages/new",
                        List.of(PageVisit.of("message-new", here + "/messages/new")
                                .when("#preview .person"))),
                entry(
                        "/connections/{id}/messages/{messageId}",
                        List.of(new PageVisit(
                                PageVisit.Who.ADMIN,
                                "message-gone",
                                here + "/messages/00000000-0000-0000-0000-000000000000",
                                "h1",
                                404))),
                entry("/connections/{id}/links/new", List.of(PageVisit.of("link-new", here + "/links/new"))),
                entry(
                        "/connections/{id}/links/{linkId}",
                        List.of(PageVisit.of("link", here + "/links/" + filled.link())
                                .when("#days canvas"))),
                entry(
                        "/connections/{id}/broadcasts",
                        List.of(
                                PageVisit.of("broadcasts", here + "/broadcasts").when("tbody tr"),
                                PageVisit.of("broadcasts-none", untouched + "/broadcasts")
                                        .when(".state.empty"))),
                entry(
                        "/broadcasts/{broadcastId}",
                        List.of(
                                PageVisit.of("broadcast-draft", "/broadcasts/" + filled.draft())
                                        .when("#outlook .counts"),
                                PageVisit.of("broadcast-scheduled", "/broadcasts/" + filled.scheduled())
                                        .when("#phone .screen"),
                                PageVisit.of("broadcast-done", "/broadcasts/" + filled.sent())
                                        .when("#phone .screen"))),
                entry(
                        "/broadcasts/{broadcastId}/edit",
                        List.of(PageVisit.of("broadcast-edit", "/broadcasts/" + filled.draft() + "/edit")
                                .when("#preview .person"))),
                entry(
                        "/broadcasts/{broadcastId}/send",
                        List.of(PageVisit.of("broadcast-send", "/broadcasts/" + filled.draft() + "/send")
                                .when("#told"))),
                entry(
                        "/broadcasts/{broadcastId}/test",
                        List.of(PageVisit.of("broadcast-test", "/broadcasts/" + filled.draft() + "/test")
                                .when("#test-found .which"))),
                entry(
                        "/broadcasts/{broadcastId}/report",
                        List.of(
                                PageVisit.of("report", "/broadcasts/" + filled.sent() + "/report")
                                        .when(".funnel"),
                                PageVisit.of("report-none", "/broadcasts/" + filled.draft() + "/report")
                                        .when(".state.empty"))),
                entry(
                        "/broadcasts/{broadcastId}/clickers",
                        List.of(PageVisit.of("clickers", "/broadcasts/" + filled.sent() + "/clickers")
                                .when(".state.empty"))),
                entry(
                        "/connections/{id}/broadcasts/compare",
                        List.of(
                                PageVisit.of("compare", here + "/broadcasts/compare")
                                        .when(".compared tbody tr"),
                                PageVisit.of("compare-none", untouched + "/broadcasts/compare")
                                        .when(".state.empty"))),
                entry(
                        "/broadcasts/{broadcastId}/cancel",
                        List.of(PageVisit.of("broadcast-cancel", "/broadcasts/" + filled.draft() + "/cancel"))),
                entry(
                        "/broadcasts/{broadcastId}/delete",
                        List.of(PageVisit.of("broadcast-delete", "/broadcasts/" + filled.draft() + "/delete"))),
                entry(
                        "/broadcasts/{broadcastId}/uncertain",
                        List.of(PageVisit.of("broadcast-again", "/broadcasts/" + filled.sent() + "/uncertain"))),
                entry(
                        "/broadcasts/{broadcastId}/winner",
                        List.of(PageVisit.of("broadcast-winner", "/broadcasts/" + filled.sent() + "/winner"))),
                entry(
                        "/broadcasts/{broadcastId}/list",
                        List.of(PageVisit.of("broadcast-list", "/broadcasts/" + filled.sent() + "/list"))),
                entry(
                        "/connections/{id}/scenarios",
                        List.of(
                                PageVisit.of("scenarios", here + "/scenarios").when("tbody tr"),
                                PageVisit.of("scenarios-none", untouched + "/scenarios")
                                        .when(".scenario-begin"))),
                entry(
                        "/connections/{id}/scenarios/new",
                        List.of(PageVisit.of("scenario-new", here + "/scenarios/new?begin=GREETING")
                                .when(".scenario-step"))),
                entry(
                        "/scenarios/{scenarioId}",
                        List.of(PageVisit.of("scenario", "/scenarios/" + filled.scenario())
                                .when(".scenario-step"))),
                entry(
                        "/scenarios/{scenarioId}/edit",
                        List.of(PageVisit.of("scenario-edit", "/scenarios/" + filled.scenario() + "/edit")
                                .when(".scenario-step"))),
                entry(
                        "/scenarios/{scenarioId}/uncertain",
                        List.of(PageVisit.of("scenario-uncertain", "/scenarios/" + filled.scenario() + "/uncertain"))),
                entry(
                        "/scenarios/{scenarioId}/people",
                        List.of(PageVisit.of("scenario-people", "/scenarios/" + filled.scenario() + "/people"))),
                entry(
                        "/scenarios/{scenarioId}/test",
                        List.of(PageVisit.of("scenario-test", "/scenarios/" + filled.scenario() + "/test")
                                .when("#test-found ul, #test-found p"))),
                entry(
                        "/scenarios/{scenarioId}/enable",
                        List.of(PageVisit.of("scenario-enable", "/scenarios/" + filled.scenario() + "/enable"))),
                entry(
                        "/scenarios/{scenarioId}/delete",
                        List.of(PageVisit.of("scenario-delete", "/scenarios/" + filled.scenario() + "/delete"))),
                entry("/failures", List.of(PageVisit.of("failures", "/failures").when(".failure"))),
                entry("/guides", List.of(PageVisit.of("guides", "/guides"))),
                entry(
                        "/guides/{name}",
                        List.of(
                                PageVisit.of("guide", "/guides/operate"),
                                PageVisit.of("guide-english", "/guides/settings"))),
                entry("/settings/users", List.of(PageVisit.of("users", "/settings/users"))),
                entry("/settings/tokens", List.of(PageVisit.of("tokens", "/settings/tokens"))),
                entry(
                        "/settings/audit",
                        List.of(PageVisit.of("audit", "/settings/audit").when(".between a"))),
                entry(
                        "/settings/alerts",
                        List.of(PageVisit.of("alerts", "/settings/alerts").when("details[open] form.edit"))),
                entry("/settings/me", List.of(PageVisit.of("me", "/settings/me"))),
                entry("/system", List.of(PageVisit.of("system", "/system").when("#work canvas"))),
                entry("/sandbox", List.of(PageVisit.of("sandbox", "/sandbox").when("#chat"))));
    }
}
