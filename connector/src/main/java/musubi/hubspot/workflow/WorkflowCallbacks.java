package musubi.hubspot.workflow;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.PortalAccess;
import musubi.hubspot.http.HubSpotHttp;
import org.springframework.stereotype.Component;

/**
 * Completes executions of custom workflow actions that were answered {@code BLOCK}. The token needs the scope {@value #SCOPE}.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/automation/workflow-actions/callbacks/batch-complete-callbacks">Complete
 *     callbacks</a>
 */
@Component
public class WorkflowCallbacks {

    /** Executions in one call. HubSpot documents no limit; its other batches have this one. */
    public static final int BATCH = 100;

    public static final String SCOPE = "automation";

    private static final String CALLBACKS = "/automation/actions/callbacks/{V}";

    private final HubSpotHttp http;

    WorkflowCallbacks(HubSpotHttp http) {
        this.http = http;
    }

    /**
     * Completes some. Whether the others are completed when HubSpot refuses one of them is not documented: a call that is refused says nothing of
     * a single one, unless it is for one.
     *
     * @param some 1 to {@value #BATCH}
     * @throws HubSpotException with status 404 or 410 when HubSpot does not know an execution as blocked, or no longer
     */
    public void complete(PortalAccess access, List<Completion> some) {
        if (some.size() == 1) {
            var one = some.getFirst();
            http.post(
                    access,
                    "callbacks.complete",
                    "%s/%s/complete".formatted(CALLBACKS, URLEncoder.encode(one.callbackId(), StandardCharsets.UTF_8)),
                    Map.of("outputFields", one.outputs()));
        } else {
            http.post(
                    access,
                    "callbacks.complete",
                    CALLBACKS + "/complete",
                    Map.of(
                            "inputs",
                            some.stream()
                                    .map(one -> Map.of("callbackId", one.callbackId(), "outputFields", one.outputs()))
                                    .toList()));
        }
    }
}
