package musubi.console.broadcasts;

import java.util.List;
import java.util.stream.IntStream;
import musubi.broadcast.Audience;
import musubi.connection.Connection;
import musubi.console.phone.PhoneMessage;
import musubi.console.phone.PhonePictures;
import musubi.content.MessageCheck;
import musubi.content.SavedMessageRefusedException;
import musubi.hubspot.HubSpotException;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a friend's phone shows of a broadcast, with the values of one of its people, which are read from HubSpot now and forgotten. */
@Component
class BroadcastPhone {

    private final MessageCheck check;
    private final AudiencePerson people;
    private final PublicAddress address;

    BroadcastPhone(MessageCheck check, AudiencePerson people, PublicAddress address) {
        this.check = check;
        this.people = people;
        this.address = address;
    }

    /**
     * A phone.
     *
     * @param messages none: nothing is sent to this person, or something is wrong with the message
     * @param person whose values are filled in, from 1; 0: nobody's
     * @param people who can be looked at
     * @param name of the person; empty: they have none
     * @param missing properties without a value, for which the message has nothing else
     * @param tooLong whether the person's values are too long for it
     * @param wrong whether something is wrong with the message itself
     * @param broken whether HubSpot does not say what the values are
     */
    record View(
            List<PhoneMessage> messages,
            int person,
            int people,
            String name,
            List<String> missing,
            boolean tooLong,
            boolean wrong,
            boolean broken) {

        /** Without the person: it may be logged. */
        @Override
        public String toString() {
            return "View[%d messages, person=%d, people=%d]".formatted(messages.size(), person, people);
        }
    }

    /**
     * Asks HubSpot for the person and the values, and LINE whether it takes the message.
     *
     * @param number of the person, from 1
     */
    View of(Connection connection, JsonNode content, Audience audience, int number) {
        var person = people.of(connection, audience, number);
        try {
            return view(connection, content, person);
        } catch (HubSpotException | SavedMessageRefusedException valuesNotKnown) {
            return view(connection, content, person.unknown());
        }
    }

    private View view(Connection connection, JsonNode content, AudiencePerson.Found person) {
        var preview = check.preview(connection.id(), content, person.recordId());
        // what the preview shows without a value, this person may not get at all
        var skipped = person.recordId().isPresent()
                && !preview.missing().isEmpty()
                && !content.path("whenValueMissing").asString("").equals("EMPTY");
        var pictures = new PhonePictures(address.base());
        var messages = skipped
                ? List.<PhoneMessage>of()
                : preview.lineMessages().stream()
                        .map(message -> PhoneMessage.of(message, pictures))
                        .toList();
        var problems = preview.problems();
        return new View(
                IntStream.range(0, messages.size())
                        .mapToObj(
                                i -> i < messages.size() - 1 ? messages.get(i).withoutQuickReplies() : messages.get(i))
                        .toList(),
                person.number(),
                person.people(),
                person.name(),
                preview.missing().stream().sorted().toList(),
                problems.stream().anyMatch(problem -> problem.code().equals("TOO_LONG_FOR_PERSON")),
                problems.stream().anyMatch(problem -> !problem.isWarning()),
                person.broken());
    }
}
