package musubi.hubspot.list;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotException.Kind;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.batch.BatchReadAnswer;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * Who joined a list, in the order of joining.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/lists/memberships/get-memberships-by-added-date">Memberships ordered
 *     by added date</a>
 */
@Component
public class JoinOrder {

    private static final String OPERATION = "lists.join-order";
    private static final int NOT_FOUND = 404;

    private final HubSpotHttp http;

    JoinOrder(HubSpotHttp http) {
        this.http = http;
    }

    /** A member, and when it joined by HubSpot's clock. */
    public record Joined(long recordId, Instant at) {

        /** Leaves out who it is. */
        @Override
        public String toString() {
            return "Joined[at=%s]".formatted(at);
        }
    }

    /**
     * A page.
     *
     * @param next {@code after} of the next page; empty at the end. It stays valid: who joins later comes behind it
     */
    public record Page(List<Joined> members, Optional<String> next) {}

    /**
     * Members, those who joined first first; at most {@value HubSpotLists#PAGE}.
     *
     * @param after {@link Page#next} of the page before; empty for the first
     * @return empty: there is no such list (any more)
     */
    public Optional<Page> page(PortalAccess access, long listId, String after) {
        var path = "/crm/lists/{V}/%d/memberships/join-order?limit=%d".formatted(listId, HubSpotLists.PAGE);
        var from = after.isEmpty() ? "" : "&after=" + UriUtils.encode(after, "UTF-8");
        try {
            var answer = http.get(access, OPERATION, path + from);
            var members = new ArrayList<Joined>(HubSpotLists.PAGE);
            for (var row : BatchReadAnswer.list(OPERATION, answer, "results")) {
                members.add(joined(row));
            }
            var next = answer.path("paging").path("next").path("after").asString("");
            return Optional.of(new Page(List.copyOf(members), Optional.of(next).filter(cursor -> !cursor.isEmpty())));
        } catch (HubSpotException e) {
            if (e.kind() == Kind.REJECTED && e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Joined joined(JsonNode row) {
        var id = row.path("recordId").asLong(0);
        try {
            if (id > 0) {
                return new Joined(
                        id, Instant.parse(row.path("membershipTimestamp").asString("")));
            }
        } catch (DateTimeParseException leftOut) {
            // as one without an id
        }
        throw BatchReadAnswer.incomplete(OPERATION);
    }
}
