package musubi.scenario.course;

import java.time.Instant;

/**
 * Where a person is in a scenario.
 *
 * @param stepKey of the step that comes next
 * @param due when it comes; computed once, when the person comes to the step, and not changed by later versions
 */
public record Position(String stepKey, Instant due) {}
