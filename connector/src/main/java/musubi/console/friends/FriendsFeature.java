package musubi.console.friends;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.CHANGE;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The list of friends. */
@Configuration(proxyBeanMethods = false)
class FriendsFeature {

    @Bean
    static Feature friendsContribution() {
        return Feature.of(FriendsFeature.class)
                .navigation(new Section("friends", 10), 0, "/connections/{id}/friends", "friends.title")
                .guide("operate#the-friend-list", "/connections/*/friends")
                // a search is a POST, so that names of people are in no address and in no log of a proxy
                .routes(BOTH, VIEWER, "/connections/*/friends")
                // a file of all friends leaves the console for good
                .routes(CHANGE, OPERATOR, "/connections/*/friends/export")
                .texts("friends")
                .build();
    }
}
