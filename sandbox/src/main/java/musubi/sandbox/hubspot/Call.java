package musubi.sandbox.hubspot;

import java.util.Arrays;
import java.util.List;
import musubi.sandbox.http.Request;
import org.jspecify.annotations.Nullable;

/** One call, allowed in. */
record Call(PortalState portal, Route route, Request request) {

    @Nullable
    String parameter(String name) {
        return request.parameters().get(name);
    }

    boolean flag(String name) {
        return "true".equals(parameter(name));
    }

    /** The property names asked for in the query. */
    List<String> propertyNames() {
        return names("properties");
    }

    /** The names in a parameter of the query, separated by commas. */
    List<String> names(String parameter) {
        var names = parameter(parameter);
        return names == null || names.isBlank()
                ? List.of()
                : Arrays.stream(names.split(",")).map(String::strip).toList();
    }
}
