package musubi.api.broadcasts;

import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.broadcast.Broadcast;
import musubi.broadcast.Broadcasts;
import musubi.user.feature.Feature;
import musubi.user.feature.Owner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Broadcasts over REST. */
@Configuration(proxyBeanMethods = false)
class BroadcastFeature {

    @Bean
    static Feature broadcastContribution(Broadcasts broadcasts) {
        return Feature.of(BroadcastFeature.class)
                .routes(READ, VIEWER, "/api/broadcasts/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/broadcasts", "/api/broadcasts/**")
                .ids(
                        "broadcasts",
                        "broadcast",
                        id -> Owner.uuid(id).flatMap(broadcasts::find).map(Broadcast::connectionId))
                .texts("broadcast")
                .build();
    }
}
