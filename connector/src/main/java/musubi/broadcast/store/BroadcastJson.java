package musubi.broadcast.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.broadcast.Audience;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.LeftOut;
import musubi.broadcast.Variant;
import musubi.broadcast.audience.AudiencePlace;
import musubi.broadcast.winner.Winner.Decided;
import musubi.broadcast.winner.WinnerRule;
import musubi.broadcast.winner.WinnerRule.By;
import musubi.system.SqlTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The columns of a broadcast that hold JSON. */
final class BroadcastJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private BroadcastJson() {}

    static JsonNode tree(@Nullable String json) {
        return JSON.readTree(json == null ? "{}" : json);
    }

    static String audience(Audience audience) {
        var json = JSON.createObjectNode();
        ids(json, "lists", audience.lists());
        ids(json, "exceptLists", audience.exceptLists());
        json.put("allFriends", audience.allFriends());
        audience.notReachedForDays().ifPresent(days -> json.put("notReachedForDays", days));
        return json.toString();
    }

    private static void ids(ObjectNode json, String name, Set<Long> ids) {
        var array = json.putArray(name);
        ids.stream().sorted().forEach(array::add);
    }

    static Audience audience(String json) {
        var tree = tree(json);
        var days = tree.path("notReachedForDays");
        return new Audience(
                ids(tree.path("lists")),
                ids(tree.path("exceptLists")),
                tree.path("allFriends").asBoolean(false),
                days.isInt() ? OptionalInt.of(days.asInt()) : OptionalInt.empty());
    }

    private static Set<Long> ids(JsonNode array) {
        return array.valueStream().map(id -> id.asLong(0)).collect(Collectors.toSet());
    }

    static @Nullable String variants(List<VariantContent> variants) {
        if (variants.isEmpty()) {
            return null;
        }
        var array = JSON.createArrayNode();
        for (var variant : variants) {
            var json = array.addObject().put("name", variant.name()).put("percent", variant.percent());
            variant.message().ifPresent(message -> json.set("message", message));
            variant.messageId().ifPresent(id -> json.put("messageId", id.toString()));
        }
        return array.toString();
    }

    static List<VariantContent> variants(@Nullable String json) {
        return tree(json)
                .valueStream()
                .map(variant -> new VariantContent(
                        variant.path("name").asString(""),
                        variant.path("percent").asInt(0),
                        Optional.of(variant.path("message")).filter(JsonNode::isObject),
                        variant.hasNonNull("messageId")
                                ? Optional.of(UUID.fromString(
                                        variant.path("messageId").asString("")))
                                : Optional.empty()))
                .toList();
    }

    static String frozen(List<Variant> variants) {
        var array = JSON.createArrayNode();
        for (var variant : variants) {
            array.addObject()
                    .put("name", variant.name())
                    .put("percent", variant.percent())
                    .set("content", variant.content());
        }
        return array.toString();
    }

    static List<Variant> frozen(@Nullable String json) {
        return tree(json)
                .valueStream()
                .map(variant -> new Variant(
                        variant.path("name").asString(""),
                        variant.path("percent").asInt(0),
                        variant.path("content")))
                .toList();
    }

    static @Nullable String winner(Optional<WinnerRule> winner) {
        return winner.map(rule -> {
                    var json = JSON.createObjectNode().put("by", rule.by().name());
                    rule.after().ifPresent(after -> json.put("after", after.toString()));
                    return json.toString();
                })
                .orElse(null);
    }

    static Optional<WinnerRule> winner(@Nullable String json) {
        if (json == null) {
            return Optional.empty();
        }
        var tree = tree(json);
        return Optional.of(new WinnerRule(
                By.valueOf(tree.path("by").asString("")),
                tree.hasNonNull("after")
                        ? Optional.of(Duration.parse(tree.path("after").asString("")))
                        : Optional.empty()));
    }

    /** Of its own columns. */
    static Optional<Decided> decided(ResultSet row) throws SQLException {
        var by = row.getString("decided_by");
        return by == null
                ? Optional.empty()
                : Optional.of(
                        new Decided(row.getInt("decided_variant"), SqlTime.instant(row, "decided_at"), By.valueOf(by)));
    }

    static String place(AudiencePlace place) {
        var json = JSON.createObjectNode().put("last", place.last()).put("whole", place.whole());
        var lists = json.putObject("lists");
        place.lists().forEach((id, at) -> lists.put(Long.toString(id), at));
        return json.toString();
    }

    static AudiencePlace place(@Nullable String json) {
        if (json == null) {
            return AudiencePlace.START;
        }
        var tree = tree(json);
        var lists = new TreeMap<Long, String>();
        tree.path("lists")
                .properties()
                .forEach(each ->
                        lists.put(Long.valueOf(each.getKey()), each.getValue().asString("")));
        return new AudiencePlace(
                tree.path("last").asLong(0), lists, tree.path("whole").asBoolean(false));
    }

    static Map<LeftOut, Long> leftOut(String json) {
        var tree = tree(json);
        var leftOut = new EnumMap<LeftOut, Long>(LeftOut.class);
        for (var reason : LeftOut.values()) {
            leftOut.put(reason, tree.path(reason.name()).asLong(0));
        }
        return leftOut;
    }

    static String leftOut(Map<LeftOut, Long> leftOut) {
        var json = JSON.createObjectNode();
        leftOut.forEach((reason, people) -> json.put(reason.name(), people));
        return json.toString();
    }
}
