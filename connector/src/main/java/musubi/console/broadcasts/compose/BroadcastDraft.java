package musubi.console.broadcasts.compose;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.broadcast.Broadcast;
import musubi.broadcast.BroadcastContent;
import musubi.broadcast.BroadcastContent.VariantContent;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastProblem.Code;
import musubi.broadcast.NewBroadcast;
import musubi.broadcast.Tracking;
import musubi.connection.Connection;
import musubi.content.MessageCheck;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A broadcast between its form and itself. */
@Component
final class BroadcastDraft {

    private static final String TRACKING = "tracking";

    private final MessageCheck check;
    private final SavedMessages saved;
    private final Troubles troubles;
    private final Clock clock;

    BroadcastDraft(MessageCheck check, SavedMessages saved, Troubles troubles, Clock clock) {
        this.check = check;
        this.saved = saved;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** The form of a broadcast. Saved messages that it has stand in it as they are now. */
    ComposeForm form(Connection connection, Broadcast broadcast) {
        var tree = FormTree.of(Map.of("title", new String[] {broadcast.title()}, TRACKING, new String[] {
            broadcast.tracking().name()
        }));
        var content = broadcast.content();
        for (var variant : content.variants()) {
            Variants.put(
                    tree,
                    variant.name(),
                    variant.percent(),
                    MessageForm.form(message(connection, variant.message(), variant.messageId())));
        }
        if (content.variants().isEmpty()) {
            tree.setAll(MessageForm.form(message(connection, content.message(), content.messageId())));
        } else {
            Variants.take(tree, 0);
            content.winner().ifPresent(winner -> Variants.put(tree, winner));
        }
        return new ComposeForm(tree, AudienceForm.of(broadcast, connection.timeZone()));
    }

    private JsonNode message(Connection connection, Optional<JsonNode> own, Optional<UUID> savedId) {
        return own.or(() -> savedId.flatMap(saved::find)
                        .filter(found -> found.connectionId().equals(connection.id()))
                        .map(SavedMessage::content))
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    /** What the form says; the form is told what is wrong with it. Asks LINE about each message. */
    NewBroadcast of(Connection connection, ComposeForm form) {
        var title = form.value("title").strip();
        var audience = form.audience().audience();
        var problems = new ArrayList<BroadcastProblem>();
        if (title.isEmpty()) {
            problems.add(BroadcastProblem.of("title", Code.TITLE_MISSING));
        }
        troubles.ofBroadcast(form, problems);
        var content = content(connection, form);
        if (!audience.allFriends() && audience.lists().isEmpty()) {
            troubles.ofBroadcast(form, List.of(BroadcastProblem.of("audience.lists", Code.AUDIENCE_MISSING)));
        }
        var at = form.audience().instant(connection.timeZone());
        if (form.audience().atTime() && at.isEmpty()) {
            troubles.ofTime(form);
        } else if (at.filter(instant -> instant.isBefore(clock.instant())).isPresent()) {
            troubles.ofBroadcast(form, List.of(BroadcastProblem.of("at", Code.AT_PASSED)));
        }
        return new NewBroadcast(title, content, audience, tracking(form), at);
    }

    /** For each person, unless something else was chosen. */
    private static Tracking tracking(ComposeForm form) {
        return Arrays.stream(Tracking.values())
                .filter(tracking -> tracking.name().equals(form.value(TRACKING)))
                .findFirst()
                .orElse(Tracking.PERSON);
    }

    private BroadcastContent content(Connection connection, ComposeForm form) {
        var variants = Variants.of(form.tree());
        if (variants.isEmpty()) {
            var written = form.written();
            troubles.ofMessage(
                    form,
                    written,
                    check.check(connection.id(), written.content()).problems());
            return new BroadcastContent(Optional.of(written.content()), Optional.empty(), List.of());
        }
        var contents = new ArrayList<VariantContent>();
        for (var i = 0; i < variants.size(); i++) {
            var name = variants.get(i).path("name").asString("").strip();
            if (name.isEmpty()) {
                troubles.ofBroadcast(
                        form,
                        List.of(BroadcastProblem.of(
                                "variants[%d].name".formatted(i),
                                Code.VARIANT_NAME,
                                String.valueOf(NewBroadcast.MAX_TITLE))));
            }
            var written = MessageForm.content(Variants.message(form.tree(), i));
            troubles.ofVariant(
                    form,
                    i,
                    written,
                    check.check(connection.id(), written.content()).problems());
            contents.add(new VariantContent(
                    name, Variants.percent(variants.get(i)), Optional.of(written.content()), Optional.empty()));
        }
        if (!Variants.shareRight(form.tree())) {
            troubles.ofShares(form);
        }
        return new BroadcastContent(Optional.empty(), Optional.empty(), contents, Variants.winner(form.tree()));
    }
}
