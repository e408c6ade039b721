package musubi.console.settings;

import static musubi.user.Role.ADMIN;
import static musubi.user.Role.VIEWER;
import static musubi.user.feature.Route.Access.BOTH;

import musubi.user.feature.Feature;
import musubi.user.feature.Section;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The settings, each person's own account, and the state of this Musubi. */
@Configuration(proxyBeanMethods = false)
class SettingsFeature {

    private static final Section SETTINGS = new Section("settings", 50);

    @Bean
    static Feature settingsContribution() {
        return Feature.of(SettingsFeature.class)
                .navigation(SETTINGS, 10, "/settings/users", "users.title")
                .navigation(SETTINGS, 20, "/settings/tokens", "tokens.title")
                .navigation(SETTINGS, 30, "/settings/audit", "audit.title")
                .navigation(SETTINGS, 35, "/settings/alerts", "alerts.title")
                .navigation(SETTINGS, 40, "/settings/me", "me.title")
                .navigation(SETTINGS, 90, "/system", "system.title")
                .guide("operate#people-who-use-the-console", "/settings/**")
                .guide("operate#alerts", "/settings/alerts")
                .guide("operate#health-metrics-logs", "/system")
                .routes(BOTH, ADMIN, "/settings/**", "/system/**")
                .routes(BOTH, VIEWER, "/settings/me/**")
                .ofNoConnection("/settings/")
                .texts("settings")
                .texts("system")
                .texts("alerts")
                .build();
    }
}
