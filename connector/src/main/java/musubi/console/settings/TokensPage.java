package musubi.console.settings;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connections;
import musubi.console.layout.ConsolePage;
import musubi.console.layout.Layout;
import musubi.user.ApiTokens;
import musubi.user.IssuedToken;
import musubi.user.Role;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The API tokens: issuing and revoking them. */
@ConsolePage
class TokensPage {

    private static final int MAX_NAME = 100;
    /** Days to choose from; 0: without end. */
    private static final List<Integer> LIFETIMES = List.of(30, 90, 365, 0);

    private final ApiTokens tokens;
    private final Connections connections;
    private final Clock clock;

    TokensPage(ApiTokens tokens, Connections connections, Clock clock) {
        this.tokens = tokens;
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * A token on the page.
     *
     * @param connections names; empty: all
     */
    record Row(
            IssuedToken token,
            List<String> connections,
            ZonedDateTime createdAt,
            Optional<ZonedDateTime> expiresAt,
            Optional<ZonedDateTime> lastUsedAt,
            boolean ended) {}

    @GetMapping("/settings/tokens")
    String show(@ModelAttribute("layout") Layout layout, Model model) {
        return page(layout, "", "", model);
    }

    @PostMapping("/settings/tokens")
    String issue(
            @ModelAttribute("layout") Layout layout,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "90") int days,
            ScopeForm scope,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        if (!LIFETIMES.contains(days)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        if (name.isBlank() || name.strip().length() > MAX_NAME) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(layout, name, "user.refused.NAME_MISSING", model);
        }
        var expires = days == 0
                ? Optional.<Instant>empty()
                : Optional.of(clock.instant().plus(Duration.ofDays(days)));
        flash.addFlashAttribute("issued", tokens.issue(name.strip(), scope.scope(), expires));
        flash.addFlashAttribute("did", "tokens.did.issued");
        flash.addFlashAttribute("didWith", name.strip());
        return "redirect:/settings/tokens";
    }

    @PostMapping("/settings/tokens/{id}/revoke")
    String revoke(@PathVariable UUID id, RedirectAttributes flash) {
        tokens.revoke(id);
        flash.addFlashAttribute("did", "tokens.did.revoked");
        return "redirect:/settings/tokens";
    }

    private String page(Layout layout, String name, String refused, Model model) {
        var all = connections.all();
        var now = clock.instant();
        model.addAttribute(
                "rows",
                tokens.all().stream()
                        .map(token -> new Row(
                                token,
                                ScopeForm.names(token.scope(), all),
                                token.createdAt().atZone(layout.zone()),
                                token.expiresAt().map(at -> at.atZone(layout.zone())),
                                token.lastUsedAt().map(at -> at.atZone(layout.zone())),
                                token.expiresAt().filter(at -> !at.isAfter(now)).isPresent()))
                        .toList());
        model.addAttribute("roles", Role.values());
        model.addAttribute("lifetimes", LIFETIMES);
        model.addAttribute("connections", all);
        model.addAttribute("name", name);
        model.addAttribute("refused", refused);
        return "console/tokens";
    }
}
