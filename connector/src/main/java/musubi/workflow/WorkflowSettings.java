package musubi.workflow;

import musubi.system.Setting;
import musubi.system.StartFailure;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The setting group {@code musubi.workflow}.
 *
 * @param maxWaiting executions that wait to be sent; when there are more, HubSpot is asked to come again
 */
@ConfigurationProperties("musubi.workflow")
public record WorkflowSettings(@DefaultValue("1000000") int maxWaiting) {

    private static final Setting MAX_WAITING = new Setting("musubi.workflow.max-waiting", "1000000");

    /** @throws StartFailure when a value is not valid */
    public WorkflowSettings {
        maxWaiting = MAX_WAITING.number(maxWaiting, 1, 100_000_000);
    }
}
