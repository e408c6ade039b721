package musubi.broadcast.prepare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import musubi.broadcast.Variant;
import musubi.connection.Connection;
import musubi.content.ContactValues;
import musubi.content.KnownProperty;
import musubi.content.MessageCheck;
import musubi.content.MessageCheckProblem;
import musubi.message.CompiledMessage;
import org.springframework.stereotype.Component;

/** Checks the messages of a broadcast, and makes them ready to be rendered. */
@Component
public final class CompiledVariants {

    private final MessageCheck check;

    CompiledVariants(MessageCheck check) {
        this.check = check;
    }

    /**
     * A problem of a variant's message.
     *
     * @param variant index of it
     */
    public record VariantProblem(int variant, MessageCheckProblem problem) {}

    /**
     * What comes of a check.
     *
     * @param messages as many as there are variants; fewer where something is wrong
     * @param problems all of them, warnings too
     */
    public record Compiled(
            List<CompiledMessage> messages, Map<String, KnownProperty> known, List<VariantProblem> problems) {

        /** Whether none of the problems is more than a warning. */
        public boolean isSendable() {
            return problems.stream().allMatch(found -> found.problem().isWarning());
        }

        /** Whether messages differ from person to person by their values. */
        public boolean isPersonal() {
            return messages.stream().anyMatch(CompiledMessage::isPersonal);
        }

        /** The properties of a contact that the messages need. */
        public Set<String> properties() {
            var all = new LinkedHashSet<String>();
            messages.forEach(message -> all.addAll(message.properties()));
            return all;
        }

        /** Reads values of contacts for them. */
        public ContactValues values(Connection connection) {
            return new ContactValues(known, connection);
        }
    }

    /** Takes a call of HubSpot at most, and one of LINE for each variant. */
    public Compiled of(UUID connectionId, List<Variant> variants) {
        var messages = new ArrayList<CompiledMessage>();
        var known = new HashMap<String, KnownProperty>();
        var problems = new ArrayList<VariantProblem>();
        for (var i = 0; i < variants.size(); i++) {
            var checked = check.check(connectionId, variants.get(i).content());
            checked.message().ifPresent(messages::add);
            known.putAll(checked.properties());
            for (var problem : checked.problems()) {
                problems.add(new VariantProblem(i, problem));
            }
        }
        return new Compiled(messages, known, problems);
    }
}
