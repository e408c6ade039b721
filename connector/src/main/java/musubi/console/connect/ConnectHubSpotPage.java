package musubi.console.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.CredentialCheck;
import musubi.connection.CredentialCheck.Portal;
import musubi.connection.Install;
import musubi.connection.Installs;
import musubi.connection.NewConnection;
import musubi.console.connection.Refusals;
import musubi.console.layout.ConsolePage;
import musubi.hubspot.HubSpotOAuth;
import musubi.system.PublicAddress;
import musubi.user.AuditLog;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The second step: the HubSpot portal, by a token or by our app. */
@ConsolePage
class ConnectHubSpotPage {

    private static final String NEXT = "/connections/new/properties";
    private static final String STEP = "/connections/new/hubspot";
    private static final String HERE = "redirect:" + STEP;
    private static final String INSTALL = STEP + "/install";
    private static final String START = "redirect:/connections/new";

    private final CredentialCheck credentials;
    private final Installs installs;
    private final PublicAddress address;
    private final AuditLog audit;

    ConnectHubSpotPage(CredentialCheck credentials, Installs installs, PublicAddress address, AuditLog audit) {
        this.credentials = credentials;
        this.installs = installs;
        this.address = address;
        this.audit = audit;
    }

    @GetMapping("/connections/new/hubspot")
    String show(Model model, HttpSession session) {
        return ConnectDraft.in(session)
                .map(draft -> page(draft, Refusals.NONE, model))
                .orElse(START);
    }

    /** Checks HubSpot alone while the token is being entered. */
    @PostMapping("/connections/new/hubspot/check")
    String check(@RequestParam(defaultValue = "") String accessToken, Model model) {
        if (!accessToken.isBlank()) {
            checked(Optional.of(accessToken), Optional.empty(), model);
        }
        return "console/connect-hubspot :: result";
    }

    @PostMapping("/connections/new/hubspot")
    String go(
            @RequestParam(defaultValue = "") String accessToken,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpSession session) {
        var draft = ConnectDraft.in(session);
        if (draft.isEmpty()) {
            return START;
        }
        var portal = checked(Optional.of(accessToken), Optional.empty(), model);
        portal.ifPresent(found -> keep(draft.get(), accessToken, found, session));
        return ConnectSteps.answer(
                portal.isPresent(),
                NEXT,
                "console/connect-hubspot",
                request,
                response,
                () -> page(draft.get(), Refusals.in(model), model));
    }

    /** Makes a link to install our app. It is shown once. */
    @PostMapping(INSTALL)
    String install(RedirectAttributes flash, HttpSession session) {
        var draft = ConnectDraft.in(session);
        if (draft.isEmpty()) {
            return START;
        }
        if (!installs.isConfigured()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var link = installs.begin(Optional.empty());
        var before = draft.get();
        new ConnectDraft(before.sealed(), before.account(), before.portal(), link.id()).keep(session);
        flash.addFlashAttribute("installLink", link.url().toString());
        audit.record("connection.installLink", before.entered(credentials).name(), "");
        return HERE;
    }

    /** How far the installation is; once it is done, on to the next step. */
    @GetMapping(INSTALL)
    String installed(Model model, HttpServletRequest request, HttpServletResponse response, HttpSession session) {
        var draft = ConnectDraft.in(session);
        var install = draft.map(ConnectDraft::install).flatMap(installs::find);
        var byScript = request.getHeader("HX-Request") != null;
        if (draft.isEmpty() || install.isEmpty()) {
            response.setHeader("HX-Redirect", request.getContextPath() + STEP);
            return byScript ? "console/connect-hubspot :: result" : HERE;
        }
        var portal = install.get()
                .portalId()
                .filter(ignored -> install.get().state() == Install.State.DONE)
                .flatMap(done -> checked(Optional.empty(), Optional.of(done), model));
        portal.ifPresent(found -> keep(draft.get(), "", found, session));
        if (!Refusals.in(model).isEmpty()) {
            model.addAttribute("installRefusals", Refusals.in(model));
        }
        if (portal.isPresent() && byScript) {
            response.setHeader("HX-Redirect", request.getContextPath() + NEXT);
        }
        if (byScript) {
            install(install, model);
            return "console/entries :: install";
        }
        return portal.isPresent() ? "redirect:" + NEXT : page(draft.get(), Refusals.NONE, model);
    }

    private void keep(ConnectDraft draft, String accessToken, Portal portal, HttpSession session) {
        var entered = draft.entered(credentials);
        var sealed = credentials.seal(new NewConnection(
                entered.name(),
                entered.line(),
                accessToken,
                accessToken.isBlank() ? Optional.of(portal.portalId()) : Optional.empty(),
                entered.options(),
                entered.propertyNames()));
        new ConnectDraft(sealed, draft.account(), portal, draft.install()).keep(session);
    }

    private Optional<Portal> checked(Optional<String> accessToken, Optional<Long> portalId, Model model) {
        try {
            var portal = credentials.hubspot(accessToken, portalId);
            model.addAttribute("portal", portal);
            model.addAttribute("refusals", Refusals.NONE);
            return Optional.of(portal);
        } catch (ConnectionRefusedException e) {
            model.addAttribute("refusals", Refusals.of(e));
            return Optional.empty();
        }
    }

    private static void install(Optional<Install> install, Model model) {
        install.ifPresent(found -> model.addAttribute("install", found));
        model.addAttribute("installAt", INSTALL);
    }

    private String page(ConnectDraft draft, Refusals refusals, Model model) {
        model.addAttribute("refusals", refusals);
        model.addAttribute("account", draft.account());
        model.addAttribute("app", installs.isConfigured());
        model.addAttribute("redirectUrl", address.of("/hubspot/callback").toString());
        install(Optional.ofNullable(draft.install()).flatMap(installs::find), model);
        model.addAttribute("scopes", HubSpotOAuth.SCOPES);
        model.addAttribute("steps", ConnectSteps.at("hubspot"));
        return "console/connect-hubspot";
    }
}
