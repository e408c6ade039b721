package musubi.link;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.line.LineLogin;
import musubi.line.LoginChannel;
import musubi.line.LoginRequest;
import musubi.line.LoginRequest.AddFriendPrompt;
import musubi.link.FriendPages.Kind;
import musubi.link.LinkingOutcome.Linked;
import musubi.link.LinkingOutcome.Refused;
import musubi.link.LinkingOutcome.Unavailable;
import musubi.system.visit.Visitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages that friends open: a link leads to LINE Login, and LINE leads back to the callback.
 *
 * @see <a href="https://developers.line.biz/en/docs/line-login/integrate-line-login/">Integrating LINE Login</a>
 */
@Hidden
@Controller
class LinkController {

    private static final Logger LOG = LoggerFactory.getLogger(LinkController.class);
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** The error codes of LINE. Others are not logged, since anybody can send them. */
    private static final Set<String> ERRORS = Set.of(
            "INVALID_REQUEST",
            "UNSUPPORTED_RESPONSE_TYPE",
            "INVALID_SCOPE",
            "SERVER_ERROR",
            "LOGIN_REQUIRED",
            "INTERACTION_REQUIRED");

    private final Connections connections;
    private final Links links;
    private final LineLogin login;
    private final AttemptCookies attempts;
    private final CallbackLimit limit;
    private final Linking linking;
    private final LinkCounter counter;
    private final FriendPages pages;

    LinkController(
            Connections connections,
            Links links,
            LineLogin login,
            AttemptCookies attempts,
            CallbackLimit limit,
            Linking linking,
            LinkCounter counter,
            FriendPages pages) {
        this.connections = connections;
        this.links = links;
        this.login = login;
        this.attempts = attempts;
        this.limit = limit;
        this.linking = linking;
        this.counter = counter;
        this.pages = pages;
    }

    private record LoginConnection(Connection connection, LoginChannel channel) {}

    /** Redirects a friend to LINE. A machine gets a page about the link instead, and is not counted. */
    @GetMapping({"/link/{connectionId}", "/link/{connectionId}/{linkId}"})
    ResponseEntity<String> start(
            @PathVariable String connectionId,
            @PathVariable Optional<String> linkId,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        var visitor = Visitor.of(request, Optional.empty());
        var target = target(connectionId);
        try {
            if (target.isEmpty() || !inUse(target.get(), linkId)) {
                return pages.page(Kind.GONE, visitor, Optional.empty());
            }
        } catch (DataAccessException e) {
            LOG.warn(
                    "a link cannot be read, the database is unavailable: {}",
                    e.getClass().getSimpleName());
            return pages.page(
                    Kind.UNAVAILABLE, visitor, Optional.of(target.get().connection()));
        }
        var connection = target.get().connection();
        if (visitor.machine() && again.isEmpty()) {
            return pages.page(
                    Kind.PREVIEW,
                    visitor,
                    Optional.of(connection),
                    pages.link(connection, linkId, visitor, FriendPages.GO));
        }
        if (!visitor.machine() && again.isEmpty()) {
            counter.count(connection.id(), linkId, LinkCounts.Kind.OPENED);
        }
        return toLine(
                target.get(),
                linkId,
                connection.options().askEmailOnLogin(),
                !again.equals(FriendPages.BY_HAND),
                visitor,
                request);
    }

    private boolean inUse(LoginConnection target, Optional<String> linkId) {
        return linkId.isEmpty()
                || links.find(linkId.get())
                        .filter(link -> link.enabled()
                                && link.connectionId()
                                        .equals(target.connection().id()))
                        .isPresent();
    }

    private ResponseEntity<String> toLine(
            LoginConnection target,
            Optional<String> linkId,
            boolean email,
            boolean autoLogin,
            Visitor visitor,
            HttpServletRequest request) {
        var id = target.connection().id();
        var attempt = attempts.begin(id, linkId, email, visitor.chosen());
        var to = login.authorizeUrl(
                target.channel(),
                new LoginRequest(
                        attempt.redirectUri(),
                        attempt.state(),
                        attempt.nonce(),
                        attempt.verifier(),
                        email,
                        AddFriendPrompt.AGGRESSIVE,
                        lineLocale(visitor),
                        autoLogin));
        return FriendPages.headers(ResponseEntity.status(HttpStatus.FOUND))
                .headers(headers -> add(headers, attempts.keep(id, attempt, request)))
                .location(to)
                .build();
    }

    /** LINE redirects a friend back. The cookie of the attempt is dropped, whatever the outcome is. */
    @GetMapping("/link/{connectionId}/callback")
    ResponseEntity<String> callback(
            @PathVariable String connectionId,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String error,
            @RequestParam(name = "friendship_status_changed", defaultValue = "") String friendship,
            HttpServletRequest request) {
        if (request.getMethod().equals("HEAD")) {
            return FriendPages.headers(ResponseEntity.ok()).build();
        }
        var target = target(connectionId);
        var attempt = target.flatMap(found -> attempts.find(found.connection().id(), state, request));
        var visitor = Visitor.of(request, attempt.flatMap(found -> Optional.ofNullable(found.language())));
        var answer = target.isEmpty()
                ? pages.page(Kind.GONE, visitor, Optional.empty())
                : answer(target.get(), attempt, state, code, error, friendship.equals("true"), visitor, request);
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .headers(headers -> attempts.drop(state).ifPresent(cookie -> add(headers, List.of(cookie))))
                .body(answer.getBody());
    }

    private ResponseEntity<String> answer(
            LoginConnection target,
            Optional<Attempt> found,
            String state,
            String code,
            String error,
            boolean becameFriend,
            Visitor visitor,
            HttpServletRequest request) {
        var connection = target.connection();
        if (found.isEmpty() || (code.isEmpty() && error.isEmpty())) {
            return again(Kind.UNFINISHED, connection, Attempt.linkOf(state), visitor, FriendPages.BY_HAND);
        }
        var attempt = found.get();
        if (!limit.mayServe(connection.id())) {
            LOG.warn("connection {}: too many LINE Logins at once", connection.id());
            return again(Kind.UNAVAILABLE, connection, attempt.link(), visitor);
        }
        if (!limit.isFirst(attempt)) {
            return again(Kind.UNFINISHED, connection, attempt.link(), visitor, FriendPages.BY_HAND);
        }
        return error.isEmpty()
                ? linked(target, attempt, code, becameFriend, visitor)
                : refused(target, attempt, error.toUpperCase(Locale.ROOT), visitor, request);
    }

    private ResponseEntity<String> linked(
            LoginConnection target, Attempt attempt, String code, boolean becameFriend, Visitor visitor) {
        var connection = target.connection();
        try {
            return switch (linking.finish(connection, target.channel(), attempt, code, becameFriend)) {
                case Linked linked -> {
                    counter.count(connection.id(), attempt.link(), LinkCounts.Kind.LINKED);
                    yield done(connection, linked, visitor);
                }
                case Refused ignored -> again(Kind.REFUSED, connection, attempt.link(), visitor);
                case Unavailable ignored -> again(Kind.UNAVAILABLE, connection, attempt.link(), visitor);
            };
        } catch (DataAccessException e) {
            LOG.warn(
                    "connection {}: a LINE Login fails, the database is unavailable: {}",
                    connection.id(),
                    e.getClass());
            return again(Kind.UNAVAILABLE, connection, attempt.link(), visitor);
        }
    }

    private ResponseEntity<String> done(Connection connection, Linked linked, Visitor visitor) {
        return linked.pageAfter()
                .map(page -> FriendPages.headers(ResponseEntity.status(HttpStatus.SEE_OTHER))
                        .location(page)
                        .<String>build())
                .orElseGet(() -> FriendPages.headers(ResponseEntity.status(HttpStatus.SEE_OTHER))
                        .location(pages.result(connection, linked.friend(), visitor))
                        .build());
    }

    private ResponseEntity<String> refused(
            LoginConnection target, Attempt attempt, String error, Visitor visitor, HttpServletRequest request) {
        var connection = target.connection();
        if (error.equals("ACCESS_DENIED")) {
            counter.count(connection.id(), attempt.link(), LinkCounts.Kind.DECLINED);
            return again(Kind.DECLINED, connection, attempt.link(), visitor);
        }
        if (error.equals("INVALID_SCOPE") && attempt.email()) {
            linking.mayNotAskEmail(connection.id());
            return toLine(target, attempt.link(), false, true, visitor, request);
        }
        LOG.warn(
                "connection {}: LINE Login answers {}",
                connection.id(),
                ERRORS.contains(error) ? error : "another error");
        return again(
                error.equals("SERVER_ERROR") ? Kind.UNAVAILABLE : Kind.REFUSED, connection, attempt.link(), visitor);
    }

    private ResponseEntity<String> again(Kind kind, Connection connection, Optional<String> linkId, Visitor visitor) {
        return again(kind, connection, linkId, visitor, FriendPages.AGAIN);
    }

    private ResponseEntity<String> again(
            Kind kind, Connection connection, Optional<String> linkId, Visitor visitor, String how) {
        return pages.page(kind, visitor, Optional.of(connection), pages.link(connection, linkId, visitor, how));
    }

    private Optional<LoginConnection> target(String connectionId) {
        return Optional.of(connectionId)
                .filter(text -> UUID_TEXT.matcher(text).matches())
                .map(UUID::fromString)
                .flatMap(id -> connections
                        .find(id)
                        .flatMap(connection ->
                                connections.loginChannel(id).map(channel -> new LoginConnection(connection, channel))));
    }

    /** The BCP 47 tag for LINE's pages. */
    private static String lineLocale(Visitor visitor) {
        return visitor.language().equals(Locale.JAPANESE) ? "ja-JP" : "en-US";
    }

    private static void add(HttpHeaders headers, List<ResponseCookie> cookies) {
        cookies.forEach(cookie -> headers.add(HttpHeaders.SET_COOKIE, cookie.toString()));
    }
}
