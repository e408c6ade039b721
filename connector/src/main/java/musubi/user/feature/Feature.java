package musubi.user.feature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import musubi.user.Role;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What one package adds to the console and the REST API. A bean of this type is the one place that says so: the main menu,
 * the table of routes, the check of ids and the texts are the union of all features.
 *
 * @param module the package whose controllers serve the routes
 * @param owners by the path segment before an id, whose it is
 * @param ofNoConnection beginnings of paths whose variables name nothing of a connection, or are secrets of their own
 * @param checkedByPage patterns of paths below a connection whose last id the page looks for in that connection alone
 * @param guides where the help links of its pages lead
 * @param texts message bundles, by their names below {@code messages/}
 */
public record Feature(
        String module,
        List<NavItem> navigation,
        List<Route> routes,
        Map<String, Owner> owners,
        List<String> ofNoConnection,
        List<String> checkedByPage,
        List<GuideLink> guides,
        List<String> texts) {

    public Feature {
        navigation = List.copyOf(navigation);
        routes = List.copyOf(routes);
        owners = Map.copyOf(owners);
        ofNoConnection = List.copyOf(ofNoConnection);
        checkedByPage = List.copyOf(checkedByPage);
        guides = List.copyOf(guides);
        texts = List.copyOf(texts);
    }

    /** The feature of the package of that class. */
    public static Builder of(Class<?> inPackage) {
        return new Builder(inPackage.getPackageName());
    }

    /** Collects what a feature contributes. */
    public static final class Builder {

        private final String module;
        private final List<NavItem> navigation = new ArrayList<>();
        private final List<Route> routes = new ArrayList<>();
        private final Map<String, Owner> owners = new LinkedHashMap<>();
        private final List<String> ofNoConnection = new ArrayList<>();
        private final List<String> checkedByPage = new ArrayList<>();
        private final List<GuideLink> guides = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();

        private Builder(String module) {
            this.module = module;
        }

        /** An entry of the navigation, as {@link NavItem} describes it. */
        public Builder navigation(Section section, int order, String path, String title) {
            navigation.add(new NavItem(section, order, path, title));
            return this;
        }

        /**
         * The guide that the pages of these patterns lead to.
         *
         * @param guide name of a file of {@code docs/} without {@code .md}, and {@code #} and an English heading's anchor where
         *     the pages are about a part of it
         */
        public Builder guide(String guide, String... patterns) {
            for (var pattern : patterns) {
                guides.add(new GuideLink(PathPatternParser.defaultInstance.parse(pattern), guide));
            }
            return this;
        }

        /** Routes for everybody, also without signing in. */
        public Builder open(Route.Access access, String... patterns) {
            return routes(access, Optional.empty(), patterns);
        }

        /** Routes for a role and those above it. */
        public Builder routes(Route.Access access, Role least, String... patterns) {
            return routes(access, Optional.of(least), patterns);
        }

        private Builder routes(Route.Access access, Optional<Role> least, String... patterns) {
            for (var pattern : patterns) {
                routes.add(new Route(access, PathPatternParser.defaultInstance.parse(pattern), least));
            }
            return this;
        }

        /**
         * Ids of things that belong to a connection: who may not see the connection gets 404.
         *
         * @param segment the part of a path before such an id
         * @param noun what it names, for an error
         */
        public Builder ids(String segment, String noun, Function<String, Optional<UUID>> connection) {
            owners.put(segment, new Owner(noun, connection));
            return this;
        }

        /** Variables of paths that begin so name nothing of a connection, or are secrets that open it. */
        public Builder ofNoConnection(String... beginnings) {
            ofNoConnection.addAll(List.of(beginnings));
            return this;
        }

        /** The last variable of this pattern is looked for by the page, among what belongs to the connection before it. */
        public Builder checkedByPage(String pattern) {
            checkedByPage.add(pattern);
            return this;
        }

        /** A message bundle below {@code messages/}, in each language. */
        public Builder texts(String bundle) {
            texts.add(bundle);
            return this;
        }

        public Feature build() {
            return new Feature(module, navigation, routes, owners, ofNoConnection, checkedByPage, guides, texts);
        }
    }
}
