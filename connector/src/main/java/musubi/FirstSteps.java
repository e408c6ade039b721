package musubi;

import musubi.connection.Connections;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Where nothing is connected yet, says what to do first. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class FirstSteps implements ApplicationListener<ApplicationReadyEvent> {

    // what a person reads who started it in a terminal
    @SuppressWarnings("SystemOut")
    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext().getBean(Connections.class).all().isEmpty()) {
            System.out.println("""
                    Nothing is connected yet.
                      To try Musubi without any account:  bin/musubi --sandbox
                      To connect LINE and HubSpot:        in the console, or README.md, "Connect your accounts\"""");
        }
    }
}
