package musubi.api;

import static musubi.user.Role.ADMIN;
import static musubi.user.Role.OPERATOR;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.CHANGE;
import static musubi.user.feature.Route.Access.READ;

import musubi.content.Media;
import musubi.content.MediumEntry;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import musubi.friends.Import;
import musubi.friends.Imports;
import musubi.inbox.FailedEvents;
import musubi.link.Link;
import musubi.link.Links;
import musubi.user.feature.Feature;
import musubi.user.feature.Owner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The REST API, its document, and the pages of an installation at HubSpot. */
@Configuration(proxyBeanMethods = false)
class RestFeature {

    @Bean
    static Feature restContribution(
            Imports imports, Links links, FailedEvents failures, Media media, SavedMessages messages) {
        return Feature.of(RestFeature.class)
                .routes(READ, VIEWER, "/api/connections/**", "/api/imports/**", "/api/links/**")
                .routes(READ, VIEWER, "/api/media/**", "/api/messages/**")
                .routes(CHANGE, ADMIN, "/api/connections/**")
                // a search: it changes nothing, as all that a viewer may send
                .routes(CHANGE, VIEWER, "/api/connections/*/friends/search", "/api/connections/*/messages/preview")
                .routes(CHANGE, OPERATOR, "/api/connections/*/imports/**", "/api/imports/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/links/**", "/api/links/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/failures/**", "/api/failures/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/media/**", "/api/media/**")
                .routes(CHANGE, OPERATOR, "/api/connections/*/messages", "/api/messages/**")
                .routes(BOTH, ADMIN, "/api/hubspot/**")
                // who installs our app in HubSpot: link and state are secrets of their own
                .open(READ, "/hubspot/install/*", "/hubspot/callback")
                .routes(READ, VIEWER, "/v3/api-docs/**", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**")
                .ids("connections", "connection", Owner::uuid)
                .ids(
                        "imports",
                        "import",
                        id -> Owner.uuid(id).flatMap(imports::find).map(Import::connectionId))
                .ids("links", "link", id -> links.find(id).map(Link::connectionId))
                .ids(
                        "media",
                        "medium",
                        id -> Owner.uuid(id).flatMap(media::find).map(MediumEntry::connectionId))
                .ids(
                        "messages",
                        "message",
                        id -> Owner.uuid(id).flatMap(messages::find).map(SavedMessage::connectionId))
                .ids("failures", "failure", id -> Owner.number(id).flatMap(failures::connectionOf))
                .ofNoConnection("/hubspot/install/", "/api/hubspot/")
                .texts("hubspot")
                .texts("message")
                .texts("rest")
                .build();
    }
}
