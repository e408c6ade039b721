package musubi.sandbox.line;

import java.util.ArrayList;
import java.util.List;
import musubi.sandbox.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A group chat ({@code C…}) or multi-person chat ({@code R…}) that the account is in. */
public final class Chat {

    private final String id;
    private final String name;
    private final List<String> members = new ArrayList<>();

    Chat(String id, String name) {
        this.id = id;
        this.name = name;
    }

    /** {@code C} or {@code R} and 32 hexadecimal digits. */
    public String id() {
        return id;
    }

    /** The group's name; rooms have none, theirs is empty. */
    public String name() {
        return name;
    }

    /** The user ids of its people, in the order of joining. */
    public synchronized List<String> members() {
        return List.copyOf(members);
    }

    boolean isGroup() {
        return id.startsWith("C");
    }

    synchronized void add(String userId) {
        if (!members.contains(userId)) {
            members.add(userId);
        }
    }

    synchronized void remove(String userId) {
        members.remove(userId);
    }

    public ObjectNode source(@Nullable String userId) {
        var source = Json.object().put("type", isGroup() ? "group" : "room").put(isGroup() ? "groupId" : "roomId", id);
        return userId == null ? source : source.put("userId", userId);
    }
}
