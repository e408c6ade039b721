package musubi.content.media;

import static musubi.user.feature.Route.Access.READ;

import musubi.system.upload.StreamedUpload;
import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The addresses from which LINE and phones fetch media. */
@Configuration(proxyBeanMethods = false)
class MediaFeature {

    @Bean
    static Feature mediaContribution() {
        return Feature.of(MediaFeature.class)
                .open(READ, "/m/**")
                // a random id is all that opens it
                .ofNoConnection("/m/")
                .texts("media")
                .build();
    }

    /** A video is larger than what is uploaded elsewhere, and limits depend on what a file is. */
    @Bean
    static StreamedUpload mediaUpload() {
        return new StreamedUpload("/api/connections/{id}/media");
    }
}
