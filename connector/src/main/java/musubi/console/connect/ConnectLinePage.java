package musubi.console.connect;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import musubi.connection.ConnectionRefusedException;
import musubi.connection.ConnectionRefusedException.Reason;
import musubi.connection.ConnectionRefusedException.Refusal;
import musubi.connection.CredentialCheck;
import musubi.connection.CredentialCheck.Account;
import musubi.connection.LineAccount;
import musubi.connection.NewConnection;
import musubi.connection.RefusalCode;
import musubi.console.connection.Refusals;
import musubi.console.layout.ConsolePage;
import musubi.system.PublicAddress;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first step to a new connection: the LINE Official Account. */
@ConsolePage
class ConnectLinePage {

    private static final int MAX_NAME = 100;
    private static final String NEXT = "/connections/new/hubspot";

    private final CredentialCheck credentials;
    private final PublicAddress address;

    ConnectLinePage(CredentialCheck credentials, PublicAddress address) {
        this.credentials = credentials;
        this.address = address;
    }

    /** What is entered here; secrets are never sent back. */
    record Form(String name, String channelId, String channelSecret, String channelAccessToken) {

        /** A form may leave any of them out. */
        @SuppressWarnings("NullAway")
        Form {
            name = Objects.requireNonNullElse(name, "");
            channelId = Objects.requireNonNullElse(channelId, "");
            channelSecret = Objects.requireNonNullElse(channelSecret, "");
            channelAccessToken = Objects.requireNonNullElse(channelAccessToken, "");
        }

        LineAccount line() {
            return new LineAccount(
                    Optional.of(channelSecret),
                    Optional.of(channelAccessToken),
                    Optional.of(channelId),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        boolean complete() {
            return !channelSecret.isBlank() && !(channelId + channelAccessToken).isBlank();
        }

        /** Without the secrets: it may be logged. */
        @Override
        public String toString() {
            return "Form[…]";
        }
    }

    @GetMapping("/connections/new")
    String show(Model model, HttpSession session) {
        var before = ConnectDraft.in(session)
                .map(draft -> draft.entered(credentials))
                .orElse(ConnectDraft.nothing());
        return page(before.name(), before.line().channelId().orElse(""), Refusals.NONE, model);
    }

    /** Checks LINE alone while its values are being entered, as soon as there are enough of them. */
    @PostMapping("/connections/new/line/check")
    String check(Form form, Model model) {
        if (form.complete()) {
            checked(form, model);
        }
        return "console/connect-line :: result";
    }

    @PostMapping("/connections/new/line")
    String go(
            Form form,
            @RequestParam(defaultValue = "") String name,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpSession session) {
        var account = checked(form, model);
        if (account.isPresent()) {
            var before = ConnectDraft.in(session);
            var entered = before.map(draft -> draft.entered(credentials)).orElse(ConnectDraft.nothing());
            var sealed = credentials.seal(new NewConnection(
                    name,
                    form.line(),
                    entered.hubspotAccessToken(),
                    entered.portalId(),
                    entered.options(),
                    entered.propertyNames()));
            new ConnectDraft(
                            sealed,
                            account.get(),
                            before.map(ConnectDraft::portal).orElse(null),
                            before.map(ConnectDraft::install).orElse(null))
                    .keep(session);
        }
        return ConnectSteps.answer(
                account.isPresent(),
                NEXT,
                "console/connect-line",
                request,
                response,
                () -> page(name, form.channelId(), Refusals.in(model), model));
    }

    private Optional<Account> checked(Form form, Model model) {
        var refusals = new ArrayList<Refusal>();
        var account = Optional.<Account>empty();
        try {
            account = Optional.of(credentials.line(form.line()));
        } catch (ConnectionRefusedException e) {
            refusals.addAll(e.refusals());
        }
        if (form.name().isBlank() || form.name().strip().length() > MAX_NAME) {
            refusals.add(new Refusal(Reason.INVALID, "name", RefusalCode.NAME_LENGTH, String.valueOf(MAX_NAME)));
        }
        model.addAttribute("refusals", Refusals.of(refusals));
        account.ifPresent(found -> model.addAttribute("account", found));
        return refusals.isEmpty() ? account : Optional.empty();
    }

    private String page(String name, String channelId, Refusals refusals, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("channelId", channelId);
        model.addAttribute("refusals", refusals);
        model.addAttribute("base", address.base().toString());
        model.addAttribute("reachable", "https".equals(address.base().getScheme()));
        model.addAttribute("steps", ConnectSteps.at("line"));
        return "console/connect-line";
    }
}
