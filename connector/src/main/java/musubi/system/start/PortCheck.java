package musubi.system.start;

import musubi.system.Setting;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Refuses an invalid port before anything is started. The web server would refuse it at the end, with a stack trace. */
final class PortCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final int MAX_PORT = 65_535;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var setting = new Setting("server.port", "8080");
        var port = context.getEnvironment().getProperty(setting.key(), setting.unset());
        try {
            setting.number(Integer.parseInt(port.isBlank() ? setting.unset() : port.strip()), 0, MAX_PORT);
        } catch (NumberFormatException e) {
            throw setting.refused(port, "a whole number from 0 to " + MAX_PORT);
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
