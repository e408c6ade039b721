package musubi.console.broadcasts.compose;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.console.broadcasts.people.ContactName;
import musubi.console.phone.PhoneMessage;
import musubi.console.phone.PhonePictures;
import musubi.content.MessageCheck;
import musubi.content.SavedMessageRefusedException;
import musubi.hubspot.CallPriority;
import musubi.hubspot.HubSpotClient;
import musubi.hubspot.HubSpotException;
import musubi.hubspot.HubSpotLists;
import musubi.hubspot.HubSpotLists.Members;
import musubi.system.PublicAddress;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The phone beside the form: the message for a person of the first list, read from HubSpot now and forgotten. */
@Component
final class PhonePreview {

    private static final String RECORD_ID = "hs_object_id";

    private final Connections connections;
    private final MessageCheck check;
    private final HubSpotLists lists;
    private final HubSpotClient hubspot;
    private final PublicAddress address;
    private final Troubles troubles;

    PhonePreview(
            Connections connections,
            MessageCheck check,
            HubSpotLists lists,
            HubSpotClient hubspot,
            PublicAddress address,
            Troubles troubles) {
        this.connections = connections;
        this.check = check;
        this.lists = lists;
        this.hubspot = hubspot;
        this.address = address;
        this.troubles = troubles;
    }

    /**
     * What the page shows.
     *
     * @param person from 1; 0: nobody, without values
     * @param people who can be looked at: the beginning of the list
     * @param name of the person; empty: they have none
     * @param missing properties without a value
     * @param broken whether HubSpot does not tell who that is
     */
    record View(
            List<PhoneMessage> messages, int person, int people, String name, List<String> missing, boolean broken) {}

    private record Person(int number, int people, Optional<String> id, String name, boolean broken) {}

    private static final Person NOBODY = new Person(0, 0, Optional.empty(), "", false);

    /** Checks the message, tells the form what is wrong, and shows it. A few calls of HubSpot and one of LINE. */
    View of(Connection connection, ComposeForm form) {
        var written = form.written();
        var person = person(connection, form);
        var preview = preview(connection, written.content(), person);
        var shown = person;
        if (preview.isEmpty()) {
            shown = new Person(0, person.people(), Optional.empty(), "", true);
            preview = preview(connection, written.content(), shown);
        }
        var found = preview.orElseThrow();
        troubles.ofMessage(form, written, found.problems());
        var pictures = new PhonePictures(address.base());
        var messages = found.lineMessages().stream()
                .map(message -> PhoneMessage.of(message, pictures))
                .toList();
        return new View(
                IntStream.range(0, messages.size())
                        .mapToObj(
                                i -> i < messages.size() - 1 ? messages.get(i).withoutQuickReplies() : messages.get(i))
                        .toList(),
                shown.number(),
                shown.people(),
                shown.name(),
                found.missing().stream().sorted().toList(),
                shown.broken());
    }

    private Optional<MessageCheck.Preview> preview(Connection connection, JsonNode content, Person person) {
        try {
            return Optional.of(check.preview(connection.id(), content, person.id()));
        } catch (HubSpotException | SavedMessageRefusedException away) {
            if (person.id().isEmpty()) {
                throw away;
            }
            return Optional.empty();
        }
    }

    private Person person(Connection connection, ComposeForm form) {
        var audience = form.audience().audience();
        if (audience.lists().isEmpty()) {
            return NOBODY;
        }
        var list = form.audience().lists().iterator().next();
        try {
            var access = connections.hubspot(connection.id()).with(CallPriority.INTERACTIVE);
            if (!(lists.page(access, list, "") instanceof Members.Page page)) {
                return NOBODY;
            }
            var people = page.recordIds();
            var number = Math.min(form.person(), people.size());
            if (number == 0) {
                return new Person(0, people.size(), Optional.empty(), "", false);
            }
            var id = String.valueOf(people.get(number - 1));
            var contact = hubspot.read(access, RECORD_ID, List.of(id), ContactName.properties(connection))
                    .found()
                    .get(id);
            return contact == null
                    ? new Person(0, people.size(), Optional.empty(), "", false)
                    : new Person(
                            number,
                            people.size(),
                            Optional.of(id),
                            ContactName.of(connection, contact.properties()),
                            false);
        } catch (HubSpotException away) {
            return new Person(0, 0, Optional.empty(), "", !away.isMissingScope());
        }
    }
}
