package musubi.broadcast;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import musubi.broadcast.BroadcastProblem.Code;
import musubi.broadcast.audience.Audiences;
import musubi.broadcast.audience.ListGoneException;
import musubi.broadcast.prepare.CompiledVariants;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.winner.WinnerCheck;
import musubi.connection.Connection;
import musubi.connection.Connections;
import musubi.connection.UnknownConnectionException;
import musubi.content.SavedMessage;
import musubi.content.SavedMessages;
import musubi.hubspot.HubSpotException;
import musubi.line.LineClient;
import musubi.line.LineException;
import musubi.line.MessageQuota;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What is wrong with a broadcast: by our own rules, and by asking HubSpot and LINE. */
@Component
final class CheckBroadcast {

    private final Connections connections;
    private final SavedMessages saved;
    private final CompiledVariants compiledVariants;
    private final CheckLinks checkLinks;
    private final Audiences audiences;
    private final LineClient line;
    private final Clock clock;

    CheckBroadcast(
            Connections connections,
            SavedMessages saved,
            CompiledVariants compiledVariants,
            CheckLinks checkLinks,
            Audiences audiences,
            LineClient line,
            Clock clock) {
        this.connections = connections;
        this.saved = saved;
        this.compiledVariants = compiledVariants;
        this.checkLinks = checkLinks;
        this.audiences = audiences;
        this.line = line;
        this.clock = clock;
    }

    /** @param variants what it says now; none where something is wrong with it */
    record Checked(List<Variant> variants, Compiled compiled, Outlook outlook) {}

    /** What is wrong by our own rules, without asking anybody. */
    List<BroadcastProblem> rules(NewBroadcast broadcast) {
        var problems = new ArrayList<BroadcastProblem>();
        if (broadcast.title().isBlank()) {
            problems.add(BroadcastProblem.of("title", Code.TITLE_MISSING));
        } else if (broadcast.title().length() > NewBroadcast.MAX_TITLE) {
            problems.add(BroadcastProblem.of("title", Code.TITLE_TOO_LONG, String.valueOf(NewBroadcast.MAX_TITLE)));
        }
        problems.addAll(rules(broadcast.content()));
        problems.addAll(WinnerCheck.problems(broadcast.content(), broadcast.tracking()));
        problems.addAll(rules(broadcast.audience()));
        return problems;
    }

    private static List<BroadcastProblem> rules(BroadcastContent content) {
        var problems = new ArrayList<BroadcastProblem>();
        var ways = (content.message().isPresent() ? 1 : 0)
                + (content.messageId().isPresent() ? 1 : 0)
                + (content.variants().isEmpty() ? 0 : 1);
        if (ways != 1) {
            problems.add(BroadcastProblem.of("message", Code.MESSAGE_MISSING));
        }
        var variants = content.variants();
        if (variants.isEmpty()) {
            return problems;
        }
        if (variants.size() < 2 || variants.size() > BroadcastContent.MAX_VARIANTS) {
            problems.add(BroadcastProblem.of(
                    "variants", Code.VARIANTS_NUMBER, String.valueOf(BroadcastContent.MAX_VARIANTS)));
        }
        for (var i = 0; i < variants.size(); i++) {
            var variant = variants.get(i);
            if (variant.name().isBlank() || variant.name().length() > NewBroadcast.MAX_TITLE) {
                problems.add(BroadcastProblem.of(
                        "variants[%d].name".formatted(i), Code.VARIANT_NAME, String.valueOf(NewBroadcast.MAX_TITLE)));
            }
            if (variant.message().isPresent() == variant.messageId().isPresent()) {
                problems.add(BroadcastProblem.of("variants[%d].message".formatted(i), Code.MESSAGE_MISSING));
            }
        }
        if (variants.stream().anyMatch(variant -> variant.percent() < 1)
                || content.percents() > 100
                || (content.percents() < 100 && content.winner().isEmpty())) {
            problems.add(BroadcastProblem.of("variants", Code.PERCENT));
        }
        return problems;
    }

    private static List<BroadcastProblem> rules(Audience audience) {
        var problems = new ArrayList<BroadcastProblem>();
        if (audience.allFriends()
                && !(audience.lists().isEmpty() && audience.exceptLists().isEmpty())) {
            problems.add(BroadcastProblem.of("audience.lists", Code.ALL_FRIENDS_WITH_LISTS));
        }
        if (!audience.allFriends() && audience.lists().isEmpty()) {
            problems.add(BroadcastProblem.of("audience.lists", Code.AUDIENCE_MISSING));
        }
        if (audience.lists().size() > Audience.MAX_LISTS
                || audience.exceptLists().size() > Audience.MAX_LISTS) {
            problems.add(
                    BroadcastProblem.of("audience.lists", Code.TOO_MANY_LISTS, String.valueOf(Audience.MAX_LISTS)));
        }
        audience.notReachedForDays().ifPresent(days -> {
            if (days < 1 || days > Audience.MAX_DAYS) {
                problems.add(BroadcastProblem.of(
                        "audience.notReachedForDays", Code.DAYS, String.valueOf(Audience.MAX_DAYS)));
            }
        });
        return problems;
    }

    /** Everything that sending it now would find. A few calls of HubSpot and LINE. */
    Checked check(StoredBroadcast broadcast) {
        var connection = connections
                .find(broadcast.connectionId())
                .orElseThrow(() -> new UnknownConnectionException(broadcast.connectionId()));
        var problems = new ArrayList<BroadcastProblem>();
        var variants = variants(broadcast, problems);
        var compiled = compiledVariants.of(connection.id(), variants);
        for (var found : compiled.problems()) {
            problems.add(BroadcastProblem.of(field(broadcast, found.variant()), found.problem()));
        }
        problems.addAll(checkLinks.problems(broadcast, connection, compiled));
        if (connection.isPaused()) {
            problems.add(BroadcastProblem.of("", Code.CONNECTION_PAUSED));
        }
        if (broadcast.sendAt().filter(at -> at.isBefore(clock.instant())).isPresent()) {
            problems.add(BroadcastProblem.of("at", Code.AT_PASSED));
        }
        quietHours(connection, broadcast.sendAt().orElse(clock.instant())).ifPresent(problems::add);
        var listed = listed(connection, broadcast.audience(), problems);
        var quota = quota(connection, problems);
        var sending = connection.options().sending();
        var outlook = new Outlook(listed, quota, sending, List.of());
        if (listed.isPresent() && outlook.left().isPresent() && outlook.left().getAsLong() < listed.getAsLong()) {
            problems.add(BroadcastProblem.of(
                    "",
                    Code.QUOTA,
                    String.valueOf(listed.getAsLong()),
                    String.valueOf(outlook.left().getAsLong())));
        }
        return new Checked(variants, compiled, new Outlook(listed, quota, sending, problems));
    }

    /** The field of a message. */
    static String field(StoredBroadcast broadcast, int variant) {
        return broadcast.content().variants().isEmpty() ? "message" : "variants[%d].message".formatted(variant);
    }

    private static Optional<BroadcastProblem> quietHours(Connection connection, Instant at) {
        return connection
                .options()
                .sending()
                .quietHours()
                .filter(hours -> hours.contains(at, connection.timeZone()))
                .map(hours -> BroadcastProblem.of("at", Code.QUIET_HOURS, hours.fromText(), hours.toText()));
    }

    private List<Variant> variants(StoredBroadcast broadcast, List<BroadcastProblem> problems) {
        var content = broadcast.content();
        if (content.variants().isEmpty()) {
            return message(broadcast.connectionId(), "message", content.message(), content.messageId(), problems)
                    .map(message -> List.of(new Variant("", 100, message)))
                    .orElse(List.of());
        }
        return IntStream.range(0, content.variants().size())
                .mapToObj(i -> {
                    var variant = content.variants().get(i);
                    return message(
                                    broadcast.connectionId(),
                                    "variants[%d].message".formatted(i),
                                    variant.message(),
                                    variant.messageId(),
                                    problems)
                            .map(message -> new Variant(variant.name(), variant.percent(), message));
                })
                .flatMap(Optional::stream)
                .toList();
    }

    /** A saved one has to be of the same connection. */
    private Optional<JsonNode> message(
            UUID connectionId,
            String field,
            Optional<JsonNode> message,
            Optional<UUID> messageId,
            List<BroadcastProblem> problems) {
        if (message.isPresent()) {
            return message;
        }
        var found = messageId
                .flatMap(saved::find)
                .filter(one -> one.connectionId().equals(connectionId))
                .map(SavedMessage::content);
        if (found.isEmpty()) {
            problems.add(BroadcastProblem.of(field + "Id", Code.NO_SUCH_MESSAGE));
        }
        return found;
    }

    private OptionalLong listed(Connection connection, Audience audience, List<BroadcastProblem> problems) {
        try {
            var size = audiences.size(connection, audience);
            if (size == 0) {
                problems.add(BroadcastProblem.of("audience", Code.NOBODY));
            }
            return OptionalLong.of(size);
        } catch (ListGoneException e) {
            problems.add(BroadcastProblem.of("audience.lists", Code.LIST_GONE, Long.toString(e.listId())));
        } catch (HubSpotException e) {
            if (e.isMissingScope()) {
                problems.add(
                        BroadcastProblem.of("audience.lists", Code.SCOPE_MISSING, String.join(" ", e.missingScopes())));
            } else {
                problems.add(BroadcastProblem.of("audience", Code.AUDIENCE_NOT_ASKED));
            }
        }
        return OptionalLong.empty();
    }

    private Optional<MessageQuota> quota(Connection connection, List<BroadcastProblem> problems) {
        try {
            return Optional.of(line.messageQuota(connections.lineChannel(connection.id())));
        } catch (LineException e) {
            problems.add(BroadcastProblem.of("", Code.QUOTA_NOT_ASKED));
            return Optional.empty();
        }
    }
}
