package musubi.system.start;

import musubi.system.Setting;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/** Refuses a port that is none, before anything is started: the web server would tell it with a stack trace, at the end. */
final class PortCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final int HIGHEST = 65_535;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var setting = new Setting("server.port", "8080");
        var port = context.getEnvironment().getProperty(setting.key(), setting.unset());
        try {
            setting.number(Integer.parseInt(port.isBlank() ? setting.unset() : port.strip()), 0, HIGHEST);
        } catch (NumberFormatException e) {
            throw setting.refused(port, "a whole number from 0 to " + HIGHEST);
        }
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
