package musubi.workflow;

import java.time.Clock;
import java.util.ArrayList;
import musubi.connection.Connection;
import musubi.connection.ProblemCode;
import musubi.hubspot.HubSpotSettings;
import musubi.system.PublicAddress;
import musubi.workflow.WorkflowUse.Missing;
import musubi.workflow.store.CompletionRepository;
import org.springframework.stereotype.Component;

/** What operators see of the actions of workflows. No calls. */
@Component
public final class WorkflowActions {

    private final CompletionRepository repository;
    private final HubSpotSettings settings;
    private final PublicAddress address;
    private final Clock clock;

    WorkflowActions(CompletionRepository repository, HubSpotSettings settings, PublicAddress address, Clock clock) {
        this.repository = repository;
        this.settings = settings;
        this.address = address;
        this.clock = clock;
    }

    /** Of one connection. */
    public WorkflowUse of(Connection connection) {
        var missing = new ArrayList<Missing>();
        if (settings.clientSecret() == null) {
            missing.add(Missing.CLIENT_SECRET);
        }
        if (!address.isEncrypted()) {
            missing.add(Missing.HTTPS);
        }
        if (connection.has(ProblemCode.HUBSPOT_WORKFLOWS_FORBIDDEN)) {
            missing.add(Missing.SCOPE);
        }
        return new WorkflowUse(
                missing,
                repository.waiting(connection.id()),
                repository.outcomes(connection.id(), clock.instant().minus(TakeExecution.EXPIRATION)));
    }
}
