package musubi.sandbox.hubspot.api;

import java.util.Arrays;
import java.util.List;
import musubi.sandbox.http.Request;
import org.jspecify.annotations.Nullable;

/** An authenticated call. */
public record Call(Route route, Request request) {

    @Nullable
    public String parameter(String name) {
        return request.parameters().get(name);
    }

    public boolean flag(String name) {
        return "true".equals(parameter(name));
    }

    /** The property names asked for in the query. */
    public List<String> propertyNames() {
        return names("properties");
    }

    /** The names in a query parameter: separated by commas (HubSpot's guides) or by repeating it (HubSpot's clients). */
    public List<String> names(String parameter) {
        return request.parameters(parameter).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The refusal when the id in the path belongs to no record; HubSpot words it by the form of the id. */
    public Refusal noSuchRecord() {
        var numeric = route.argument().chars().allMatch(Character::isDigit);
        return numeric || parameter("idProperty") != null
                ? Refusal.noSuchRecord()
                : Refusal.of(404, "Object not found.  objectId are usually numeric.", Refusal.OBJECT_NOT_FOUND);
    }
}
