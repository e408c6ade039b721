package musubi.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The one table of who may go where: REST and pages. The first line that fits counts; where none fits, only an admin may
 * go. A test walks all mapped routes and wants a line for each.
 */
public final class OldRoutes {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** A line: reading or changing or both, where, and the least role; empty: open to everybody. */
    record Rule(Kind kind, PathPattern pattern, Optional<Role> least) {

        enum Kind {
            READ,
            CHANGE,
            BOTH
        }

        boolean fits(boolean reading, PathContainer path) {
            return switch (kind) {
                        case READ -> reading;
                        case CHANGE -> !reading;
                        case BOTH -> true;
                    }
                    && pattern.matches(path);
        }
    }

    private static final List<Rule> TABLE = new Table()
            .open(Rule.Kind.BOTH, "/actuator/health/**", "/login", "/setup/*", "/invite/*", "/reset/*")
            .open(Rule.Kind.READ, "/avatar.png", "/assets/**", "/webjars/**")
            // there and back: the provider of OpenID Connect, whose answer is bound to the browser that asked
            .open(Rule.Kind.READ, "/login/oidc", "/login/oidc/callback")
            // friends' own pages; who installs our app in HubSpot: link and state are secrets of their own
            .open(Rule.Kind.READ, "/link/**", "/hubspot/install/*", "/hubspot/callback")
            .line(Role.ADMIN, Rule.Kind.BOTH, "/api/hubspot/**", "/api/users/**", "/api/tokens/**", "/api/audit/**")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/api/connections/*/imports/**", "/api/imports/**")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/api/connections/*/links/**", "/api/links/**")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/api/connections/*/failures/**", "/api/failures/**")
            // a search: it changes nothing, as all that a viewer may send
            .line(Role.VIEWER, Rule.Kind.CHANGE, "/api/connections/*/friends/search")
            .line(Role.ADMIN, Rule.Kind.CHANGE, "/api/connections/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/api/connections/**", "/api/imports/**", "/api/links/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/actuator/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html")
            .line(Role.VIEWER, Rule.Kind.READ, "/swagger-ui/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/")
            .line(Role.VIEWER, Rule.Kind.BOTH, "/error", "/settings/me/**")
            .line(Role.ADMIN, Rule.Kind.BOTH, "/settings/**", "/system/**", "/connections/new/**")
            .line(Role.ADMIN, Rule.Kind.BOTH, "/connections/*/delete", "/connections/*/pause")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/connections/*/imports/**", "/imports/**")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/connections/*/links/**", "/links/**")
            .line(Role.OPERATOR, Rule.Kind.CHANGE, "/connections/*/failures/**", "/failures/**", "/sandbox/**")
            // a search: who is looked for stands in no address, and so in no proxy's log
            .line(Role.VIEWER, Rule.Kind.CHANGE, "/connections/*/friends")
            .line(Role.ADMIN, Rule.Kind.CHANGE, "/connections/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/connections/**", "/imports/**", "/links/**", "/failures/**")
            .line(Role.VIEWER, Rule.Kind.READ, "/sandbox/**")
            .rules;

    private static final class Table {

        private final List<Rule> rules = new ArrayList<>();

        Table open(Rule.Kind kind, String... patterns) {
            return add(null, kind, patterns);
        }

        Table line(Role least, Rule.Kind kind, String... patterns) {
            return add(least, kind, patterns);
        }

        private Table add(@Nullable Role least, Rule.Kind kind, String... patterns) {
            for (var pattern : patterns) {
                rules.add(new Rule(kind, PathPatternParser.defaultInstance.parse(pattern), Optional.ofNullable(least)));
            }
            return this;
        }
    }

    private OldRoutes() {}

    /** Whether that method only reads. */
    public static boolean isReading(String method) {
        return READING.contains(method.toUpperCase(Locale.ROOT));
    }

    /** Whether the table has a line for it. */
    public static boolean knows(String method, String path) {
        return rule(method, PathContainer.parsePath(path)).isPresent();
    }

    /**
     * The least role.
     *
     * @param path within the application, as a browser sends it
     * @return empty when it is open to everybody
     */
    public static Optional<Role> least(String method, String path) {
        return least(method, PathContainer.parsePath(path));
    }

    static Optional<Role> least(String method, PathContainer path) {
        return rule(method, path).map(Rule::least).orElse(Optional.of(Role.ADMIN));
    }

    private static Optional<Rule> rule(String method, PathContainer path) {
        var reading = isReading(method);
        return TABLE.stream().filter(rule -> rule.fits(reading, path)).findFirst();
    }
}
