package musubi.tracking.step;

import java.util.Collection;

/** Learns who opened links of scenarios' steps, in the transaction that counts them, before anything else of it is written. */
public interface StepClickListener {

    /**
     * These opened a link, for the first time or again.
     *
     * @param clicks one for each step and person
     * @return those who did for the first time in that step; none of a scenario that is gone
     */
    Collection<StepClick> clicked(Collection<StepClick> clicks);
}
