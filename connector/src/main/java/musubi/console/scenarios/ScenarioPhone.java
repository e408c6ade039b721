package musubi.console.scenarios;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.connection.Connection;
import musubi.console.broadcasts.people.TestPeople;
import musubi.console.phone.PhoneMessage;
import musubi.console.phone.PhonePictures;
import musubi.content.MessageCheck;
import musubi.content.MessageCheck.Preview;
import musubi.content.SavedMessage;
import musubi.content.SavedMessageRefusedException;
import musubi.content.SavedMessages;
import musubi.hubspot.HubSpotException;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a friend's phone shows of a step, with the values of one of the newest friends, which are read from HubSpot now and forgotten. */
@Component
class ScenarioPhone {

    private final MessageCheck check;
    private final SavedMessages saved;
    private final TestPeople friends;
    private final PublicAddress address;

    ScenarioPhone(MessageCheck check, SavedMessages saved, TestPeople friends, PublicAddress address) {
        this.check = check;
        this.saved = saved;
        this.friends = friends;
        this.address = address;
    }

    /** Why there is nothing on the phone. */
    enum Nothing {
        /** The saved message was deleted. */
        GONE,
        /** Something is wrong with the message, or it is empty yet. */
        WRONG,
        /** A token has no value for this person. */
        MISSING,
        /** With this person's values it is longer than LINE takes. */
        TOO_LONG
    }

    /**
     * A phone.
     *
     * @param messages none: there is a reason in {@code nothing}
     * @param person whose values are filled in, from 1; 0: nobody's, tokens have their defaults
     * @param people who can be looked at
     * @param name of the person; empty: they have none
     * @param missing properties without a value
     * @param broken whether HubSpot does not say what the values are
     */
    record View(
            List<PhoneMessage> messages,
            Optional<Nothing> nothing,
            int person,
            int people,
            String name,
            List<String> missing,
            boolean broken) {

        /** Without the person: it may be logged. */
        @Override
        public String toString() {
            return "View[%d messages, person=%d, people=%d]".formatted(messages.size(), person, people);
        }
    }

    /**
     * Asks HubSpot for friends and the values, and LINE whether it takes the message.
     *
     * @param step that sends a message
     * @param number of the friend, from 1, the newest first; 0: nobody
     */
    View of(Connection connection, FormStep step, int number) {
        var people = friends.of(connection, "", Set.of());
        var at = Math.clamp(number, 0, people.found().size());
        var content = content(connection, step);
        if (content.isEmpty()) {
            return new View(
                    List.of(), Optional.of(Nothing.GONE), 0, people.found().size(), "", List.of(), false);
        }
        var person = at == 0
                ? Optional.<TestPeople.Person>empty()
                : Optional.of(people.found().get(at - 1));
        try {
            return view(connection, content.get(), at, person, people);
        } catch (HubSpotException | SavedMessageRefusedException valuesNotKnown) {
            var without = view(connection, content.get(), 0, Optional.empty(), people);
            return new View(without.messages(), without.nothing(), 0, without.people(), "", without.missing(), true);
        }
    }

    private Optional<JsonNode> content(Connection connection, FormStep step) {
        var id = step.value("saved");
        return id.isEmpty()
                ? Optional.of(ScenarioJson.content(step))
                : parsed(id)
                        .flatMap(saved::find)
                        .filter(one -> one.connectionId().equals(connection.id()))
                        .map(SavedMessage::content);
    }

    private static Optional<UUID> parsed(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private View view(
            Connection connection,
            JsonNode content,
            int number,
            Optional<TestPeople.Person> person,
            TestPeople.View people) {
        var preview = check.preview(connection.id(), content, person.map(TestPeople.Person::id));
        // what the preview shows without a value, this person may not get at all
        var skipped = person.isPresent()
                && !preview.missing().isEmpty()
                && !content.path("whenValueMissing").asString("").equals("EMPTY");
        var pictures = new PhonePictures(address.base());
        var messages = skipped
                ? List.<PhoneMessage>of()
                : preview.lineMessages().stream()
                        .map(message -> PhoneMessage.of(message, pictures))
                        .toList();
        return new View(
                IntStream.range(0, messages.size())
                        .mapToObj(
                                i -> i < messages.size() - 1 ? messages.get(i).withoutQuickReplies() : messages.get(i))
                        .toList(),
                messages.isEmpty() ? Optional.of(nothing(preview)) : Optional.empty(),
                number,
                people.found().size(),
                person.map(TestPeople.Person::name).orElse(""),
                preview.missing().stream().sorted().toList(),
                people.broken());
    }

    private static Nothing nothing(Preview preview) {
        if (preview.problems().stream().anyMatch(problem -> problem.code().equals("TOO_LONG_FOR_PERSON"))) {
            return Nothing.TOO_LONG;
        }
        return preview.missing().isEmpty() ? Nothing.WRONG : Nothing.MISSING;
    }
}
