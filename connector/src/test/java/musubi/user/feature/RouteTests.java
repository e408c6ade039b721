package musubi.user.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import musubi.user.Role;
import musubi.user.feature.Route.Access;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

class RouteTests {

    private static Route route(Access access, String pattern) {
        return new Route(access, PathPatternParser.defaultInstance.parse(pattern), Optional.of(Role.VIEWER));
    }

    @Test
    void theMostSpecificPatternComesFirstInWhateverOrderFeaturesAre() {
        var expected = List.of(
                "/",
                "/connections/new/**",
                "/connections/*/delete",
                "/connections/*/links/**",
                "/connections/**",
                "/settings/me/**",
                "/settings/**");
        var random = new Random(1);
        for (var times = 0; times < 20; times++) {
            var shuffled = new ArrayList<>(expected);
            Collections.shuffle(shuffled, random);
            assertThat(shuffled.stream()
                            .map(pattern -> route(Access.BOTH, pattern))
                            .sorted(Route.MOST_SPECIFIC_FIRST)
                            .map(each -> each.pattern().getPatternString()))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void readingAndChangingTheSamePathAreTwoLines() {
        assertThat(route(Access.READ, "/a/**").contradicts(route(Access.CHANGE, "/a/**")))
                .isFalse();
        assertThat(route(Access.READ, "/a/**").contradicts(route(Access.READ, "/a/**")))
                .isTrue();
        assertThat(route(Access.BOTH, "/a/**").contradicts(route(Access.CHANGE, "/a/**")))
                .isTrue();
        assertThat(route(Access.READ, "/a/**").contradicts(route(Access.READ, "/a/*")))
                .isFalse();
    }

    @Test
    void aLineDecidesAboutItsAccessAlone() {
        var path = PathContainer.parsePath("/a/b");
        assertThat(route(Access.READ, "/a/**").matches(true, path)).isTrue();
        assertThat(route(Access.READ, "/a/**").matches(false, path)).isFalse();
        assertThat(route(Access.CHANGE, "/a/**").matches(true, path)).isFalse();
        assertThat(route(Access.BOTH, "/b/**").matches(true, path)).isFalse();
    }
}
