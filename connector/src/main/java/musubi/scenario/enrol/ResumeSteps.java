package musubi.scenario.enrol;

import java.util.List;
import musubi.delivery.Deliveries;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryStateException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes paused deliveries of steps up again. */
@Component
public final class ResumeSteps {

    private final LeaveScenario leave;
    private final Deliveries deliveries;
    private final TransactionTemplate transaction;

    ResumeSteps(LeaveScenario leave, Deliveries deliveries, TransactionTemplate transaction) {
        this.leave = leave;
        this.deliveries = deliveries;
        this.transaction = transaction;
    }

    /**
     * Takes a paused delivery up again: what LINE cannot have yet is taken back, so that it is decided anew whether those people still get it; the
     * rest goes on.
     */
    public void resume(Delivery delivery) {
        transaction.executeWithoutResult(_ -> leave.takeBack(List.of(delivery.id())));
        try {
            deliveries.resume(delivery.id());
        } catch (DeliveryStateException resumed) {
            // by somebody else, at this moment
        }
    }
}
