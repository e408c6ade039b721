package musubi.link;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import musubi.connection.Connections;
import musubi.link.FriendPages.Kind;
import musubi.system.visit.Visitor;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * The pages that a friend who has linked is led to. They know nothing of the person: who loads one again, or keeps it, sees the same
 * words. No link's id is like these paths: it is a UUID.
 */
@Hidden
@Controller
class LinkResultController {

    static final String LINKED = "/linked";
    static final String LINKED_ONLY = "/linked-only";

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Connections connections;
    private final FriendPages pages;

    LinkResultController(Connections connections, FriendPages pages) {
        this.connections = connections;
        this.pages = pages;
    }

    @GetMapping("/link/{connectionId}" + LINKED)
    ResponseEntity<String> linked(@PathVariable String connectionId, HttpServletRequest request) {
        return page(Kind.LINKED, connectionId, request);
    }

    /** Linked, but the account is not added as a friend. */
    @GetMapping("/link/{connectionId}" + LINKED_ONLY)
    ResponseEntity<String> linkedOnly(@PathVariable String connectionId, HttpServletRequest request) {
        return page(Kind.LINKED_ONLY, connectionId, request);
    }

    private ResponseEntity<String> page(Kind kind, String connectionId, HttpServletRequest request) {
        var visitor = Visitor.of(request, Optional.empty());
        return Optional.of(connectionId)
                .filter(text -> UUID_TEXT.matcher(text).matches())
                .flatMap(text -> connections.find(UUID.fromString(text)))
                .map(found -> pages.page(kind, visitor, Optional.of(found), FriendPages.chat(found)))
                .orElseGet(() -> pages.page(Kind.GONE, visitor, Optional.empty()));
    }
}
