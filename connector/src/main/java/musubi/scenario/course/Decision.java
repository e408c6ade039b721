package musubi.scenario.course;

import java.util.Optional;
import musubi.scenario.EndReason;

/** What comes next for a person. */
public sealed interface Decision {

    /**
     * Nothing until it is due.
     *
     * @param at where the person is by now: keep it
     */
    record Rest(Position at) implements Decision {}

    /**
     * The same question again from there, with facts.
     *
     * @param at where the person is by now: keep it, or ask at once
     */
    record Ask(Position at, Needs needs) implements Decision {}

    /**
     * The message of the step goes out. The person stays in the step until what became of it is known; then {@link Course#after} says where they
     * go, from the moment when LINE accepted it, or when it turned out that it is not sent.
     */
    record Send(Position at) implements Decision {}

    /**
     * A property is set.
     *
     * @param next where the person is then; empty: the scenario has ended ({@link EndReason#END})
     */
    record Write(Position at, String property, String value, Optional<Position> next) implements Decision {}

    /**
     * The step's message is too late and is not sent.
     *
     * @param next as of {@link Write}; it may be due already
     */
    record LeaveOut(Position at, Optional<Position> next) implements Decision {}

    /** It is over. */
    record Over(EndReason reason) implements Decision {}
}
