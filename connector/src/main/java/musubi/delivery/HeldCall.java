package musubi.delivery;

import java.util.List;

/**
 * A call to LINE that is held back until it is chosen what it says.
 *
 * @param choices what it is for each choice, at least two; all to the same recipients
 */
public record HeldCall(List<PreparedCall> choices) implements CallToMany<HeldCall> {

    public HeldCall {
        choices = List.copyOf(choices);
        if (choices.size() < 2) {
            throw new IllegalArgumentException("choices: %d (expected: at least 2)".formatted(choices.size()));
        }
        var recipients = choices.getFirst().recipients();
        if (!choices.stream().allMatch(choice -> choice.recipients().equals(recipients))) {
            throw new IllegalArgumentException("choices: to different people (expected: to the same)");
        }
    }

    @Override
    public List<Recipient> recipients() {
        return choices.getFirst().recipients();
    }

    @Override
    public HeldCall to(List<Recipient> others) {
        return new HeldCall(choices.stream().map(choice -> choice.to(others)).toList());
    }

    /** Leaves out persons and what is written to them. */
    @Override
    public String toString() {
        return "HeldCall[%d recipients]".formatted(recipients().size());
    }
}
