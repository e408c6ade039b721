package musubi.hubspot.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import musubi.hubspot.HubSpotError;
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
 * Makes static lists of contacts, and adds members. A token that lacks a scope is refused by an exception that is {@link
 * HubSpotException#isMissingScope} and names it.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/lists/guide">Segments</a>
 */
@Component
public class StaticLists {

    /** An app or service key gets it when a list is first made; connecting does not need it. */
    public static final String WRITE_SCOPE = "crm.lists.write";

    /** Records that are added in one call. HubSpot takes 100,000; so many stay small. */
    public static final int MAX_ADDED = 1_000;

    private static final String LISTS = "/crm/lists/{V}";
    private static final String CONTACTS = "0-1";
    private static final int NOT_FOUND = 404;

    private final HubSpotHttp http;

    StaticLists(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * Makes an empty list. HubSpot lets no two lists have the same name.
     *
     * @return its id; empty when there is a list of that name
     */
    public OptionalLong create(PortalAccess access, String name) {
        var operation = "lists.create";
        try {
            var answer = naming(
                    WRITE_SCOPE,
                    () -> http.post(
                            access,
                            operation,
                            LISTS,
                            Map.of("name", name, "objectTypeId", CONTACTS, "processingType", "MANUAL")));
            return OptionalLong.of(id(operation, answer));
        } catch (HubSpotException e) {
            if (e.kind() == Kind.REJECTED && isNameTaken(e.error())) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private static boolean isNameTaken(HubSpotError error) {
        return error.codes().stream().anyMatch(code -> code.contains("DUPLICATE_LIST_NAMES"))
                || error.message().contains("already been used")
                || error.alreadyExists();
    }

    /**
     * A list of contacts by its name, ignoring case. HubSpot finds a new one only after a moment.
     *
     * @return its id; empty when there is none, or it is no static one
     */
    public OptionalLong find(PortalAccess access, String name) {
        var operation = "lists.byName";
        var path = "%s/object-type-id/%s/name/%s".formatted(LISTS, CONTACTS, UriUtils.encode(name, "UTF-8"));
        try {
            var answer = naming(HubSpotLists.READ_SCOPE, () -> http.get(access, operation, path));
            return OptionalLong.of(id(operation, answer));
        } catch (HubSpotException e) {
            if (isGone(e)) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private static boolean isGone(HubSpotException e) {
        return e.kind() == Kind.REJECTED && e.status() == NOT_FOUND;
    }

    private static long id(String operation, JsonNode answer) {
        var id = answer.path("list").path("listId").asLong(0);
        if (id <= 0) {
            throw BatchReadAnswer.incomplete(operation);
        }
        return id;
    }

    /**
     * Adds members; who is one already stays one.
     *
     * @param recordIds at most {@value #MAX_ADDED}
     * @return those that HubSpot does not know; empty when there is no such list (any more, or not yet)
     */
    public Optional<List<Long>> add(PortalAccess access, long listId, List<Long> recordIds) {
        try {
            var answer = naming(
                    WRITE_SCOPE,
                    () -> http.put(
                            access,
                            "lists.add",
                            "%s/%d/memberships/add".formatted(LISTS, listId),
                            recordIds.stream().map(String::valueOf).toList()));
            if (!answer.path("recordsIdsAdded").isArray()
                    && !answer.path("recordIdsMissing").isArray()) {
                throw BatchReadAnswer.incomplete("lists.add");
            }
            var missing = new ArrayList<Long>();
            answer.path("recordIdsMissing").forEach(id -> missing.add(id.asLong(0)));
            return Optional.of(missing);
        } catch (HubSpotException e) {
            if (isGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** HubSpot may name no scope, or others that would do as well. */
    private static JsonNode naming(String scope, Supplier<JsonNode> call) {
        try {
            return call.get();
        } catch (HubSpotException e) {
            if (!e.isMissingScope()) {
                throw e;
            }
            var error = e.error();
            var named = error.missingScopes().contains(HubSpotLists.READ_SCOPE) ? HubSpotLists.READ_SCOPE : scope;
            throw new HubSpotException(
                    e.kind(),
                    e.status(),
                    new HubSpotError(
                            error.category(),
                            error.message(),
                            error.policyName(),
                            error.codes(),
                            error.properties(),
                            Set.of(named)),
                    null,
                    null,
                    "the HubSpot token lacks the scope " + named);
        }
    }
}
