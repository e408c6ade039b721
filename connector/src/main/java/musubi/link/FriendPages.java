package musubi.link;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import musubi.connection.Connection;
import musubi.system.PublicAddress;
import musubi.system.visit.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** The pages that friends see, in their language. They are not cached, send no referrer and run no script. */
@Component
class FriendPages {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; img-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** By the button of the preview. */
    static final String GO = "go";
    /** Once more. */
    static final String AGAIN = "1";
    /**
     * Once more without LINE's automatic login, which may return to another browser than the one it began in, and would do so again.
     *
     * @see <a href="https://developers.line.biz/en/docs/line-login/how-to-handle-auto-login-failure/">Auto login
     *     failure</a>
     */
    static final String BY_HAND = "hand";

    /** What a page is about. Its texts are in {@code messages/link}, under the name in lower case. */
    enum Kind {
        /** Linked, and the account is a friend. */
        LINKED(HttpStatus.OK, "done"),
        /** Linked, but the account is not added, or blocked. */
        LINKED_ONLY(HttpStatus.OK, "done"),
        DECLINED(HttpStatus.OK, "calm"),
        /** This browser has no attempt that began lately and has not ended. */
        UNFINISHED(HttpStatus.BAD_REQUEST, "stopped"),
        /** LINE refuses. */
        REFUSED(HttpStatus.BAD_REQUEST, "stopped"),
        UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "stopped"),
        GONE(HttpStatus.NOT_FOUND, "calm"),
        /** What a chat app shows of the link. */
        PREVIEW(HttpStatus.OK, "done");

        private final HttpStatus status;
        private final String mood;

        Kind(HttpStatus status, String mood) {
            this.status = status;
            this.mood = mood;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final SpringTemplateEngine templates;
    private final PublicAddress address;
    private final ResourceUrlProvider assets;

    FriendPages(SpringTemplateEngine templates, PublicAddress address, ResourceUrlProvider assets) {
        this.templates = templates;
        this.address = address;
        this.assets = assets;
    }

    /** A page without a button. */
    ResponseEntity<String> page(Kind kind, Visitor visitor, Optional<Connection> connection) {
        return page(kind, visitor, connection, null);
    }

    /** A page with one button. */
    ResponseEntity<String> page(
            Kind kind, Visitor visitor, Optional<Connection> connection, @Nullable URI actionAddress) {
        var context = new Context(visitor.language());
        context.setVariable("lang", visitor.language().getLanguage());
        context.setVariable("kind", kind.key());
        context.setVariable("mood", kind.mood);
        context.setVariable("account", connection.map(Connection::displayName).orElse(""));
        context.setVariable("action", actionAddress == null ? null : actionAddress.toString());
        context.setVariable("icon", asset("/assets/icon.svg"));
        context.setVariable("styles", asset("/assets/link.css"));
        var answer = headers(ResponseEntity.status(kind.status)).contentType(MediaType.TEXT_HTML);
        if (kind == Kind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, "30");
        }
        return answer.body(templates.process("link/page", context));
    }

    /** The address of a file, which changes with its content. */
    private String asset(String path) {
        return path() + Objects.requireNonNullElse(assets.getForLookupPath(path), path);
    }

    /** The headers of every answer to a friend. */
    static ResponseEntity.BodyBuilder headers(ResponseEntity.BodyBuilder answer) {
        return answer.cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    /** The address that opens the account's chat in LINE, or offers to add the account. */
    static URI chat(Connection connection) {
        return URI.create("https://line.me/R/ti/p/" + UriUtils.encode(connection.basicId(), StandardCharsets.UTF_8));
    }

    /**
     * The address by which a button of ours opens the same link; it is not counted again.
     *
     * @param how one of {@link #GO}, {@link #AGAIN}, {@link #BY_HAND}
     */
    URI link(Connection connection, Optional<String> linkId, Visitor visitor, String how) {
        var uri = UriComponentsBuilder.fromPath(path() + "/link/" + connection.id());
        linkId.ifPresent(uri::pathSegment);
        uri.queryParam("again", how);
        visitor.chosen().ifPresent(language -> uri.queryParam("lang", language));
        return uri.build().toUri();
    }

    /** The address of the page that tells a friend of the link: it knows no person, and may be loaded again. */
    URI result(Connection connection, boolean friend, Visitor visitor) {
        var result = friend ? LinkResultController.LINKED : LinkResultController.LINKED_ONLY;
        var uri = UriComponentsBuilder.fromPath(path() + "/link/" + connection.id() + result);
        visitor.chosen().ifPresent(language -> uri.queryParam("lang", language));
        return uri.build().toUri();
    }

    private String path() {
        return Optional.ofNullable(address.base().getRawPath()).orElse("");
    }
}
