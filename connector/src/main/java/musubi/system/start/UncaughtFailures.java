package musubi.system.start;

import musubi.system.WorkerFailures;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports what ends a thread because nobody caught it as all other failures of threads: in the log, and counted. The JVM would write it to
 * standard error, with its message, which may quote a person.
 */
final class UncaughtFailures implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext ignored) {
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> WorkerFailures.ended(failure));
    }
}
