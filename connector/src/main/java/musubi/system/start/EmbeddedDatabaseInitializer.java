package musubi.system.start;

import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * Starts the embedded database before the first bean is created, so that it is available to the data source. As the first bean it is
 * destroyed last.
 */
final class EmbeddedDatabaseInitializer
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String NAME = "embeddedDatabase";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        // a command that runs beside Musubi has no web server, and must not start a database
        var musubi = context instanceof WebApplicationContext && environment.containsProperty("musubi.data-dir");
        if (musubi && !StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            var database = EmbeddedDatabase.start(Path.of(environment.getRequiredProperty("musubi.data-dir")));
            context.getBeanFactory().registerSingleton(NAME, database);
            ((DefaultListableBeanFactory) context.getBeanFactory()).registerDisposableBean(NAME, database);
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
