package musubi.console.broadcasts.compose;

import static musubi.user.Role.OPERATOR;
import static musubi.user.feature.Route.Access.BOTH;
import static musubi.user.feature.Route.Access.READ;

import musubi.system.upload.LargeForm;
import musubi.system.upload.StreamedUpload;
import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writing broadcasts and messages. */
@Configuration(proxyBeanMethods = false)
class ComposeFeature {

    @Bean
    static Feature composeContribution() {
        return Feature.of(ComposeFeature.class)
                .routes(BOTH, OPERATOR, "/connections/*/broadcasts/new", "/broadcasts/*/edit")
                .routes(READ, OPERATOR, "/connections/*/broadcasts/properties")
                .routes(BOTH, OPERATOR, "/connections/*/messages/**")
                .guide(
                        "send-a-message",
                        "/connections/*/broadcasts/new",
                        "/connections/*/broadcasts/properties",
                        "/broadcasts/*/edit",
                        "/connections/*/messages/**")
                .texts("compose")
                .build();
    }

    /** A broadcast may have twenty texts of 5,000 characters. */
    @Bean
    static LargeForm newBroadcastForm() {
        return new LargeForm("/connections/{id}/broadcasts/new");
    }

    @Bean
    static LargeForm draftForm() {
        return new LargeForm("/broadcasts/{id}/edit");
    }

    @Bean
    static LargeForm messageForm() {
        return new LargeForm("/connections/{id}/messages/{message}");
    }

    /** A video is larger than what is uploaded elsewhere, and limits depend on what a file is. */
    @Bean
    static StreamedUpload composeUpload() {
        return new StreamedUpload("/connections/{id}/messages/media/stream");
    }
}
