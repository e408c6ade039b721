package musubi.console.broadcasts.report;

import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.READ;

import musubi.user.feature.Feature;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reports of broadcasts. Whoever may see the friends may see who clicked. */
@Configuration(proxyBeanMethods = false)
class ReportFeature {

    @Bean
    static Feature reportContribution() {
        return Feature.of(ReportFeature.class)
                .guide("measure", "/broadcasts/*/report", "/broadcasts/*/clickers", "/connections/*/broadcasts/compare")
                .routes(
                        READ,
                        VIEWER,
                        "/broadcasts/*/report",
                        "/broadcasts/*/report.csv",
                        "/broadcasts/*/clickers",
                        "/connections/*/broadcasts/compare",
                        "/connections/*/broadcasts/compare.csv")
                .texts("report")
                .build();
    }
}
