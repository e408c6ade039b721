package musubi.broadcast;

import java.util.ArrayList;
import java.util.List;
import musubi.broadcast.BroadcastProblem.Code;
import musubi.broadcast.prepare.BroadcastLinks;
import musubi.broadcast.prepare.CompiledVariants.Compiled;
import musubi.broadcast.store.StoredBroadcast;
import musubi.broadcast.winner.WinnerRule;
import musubi.connection.Connection;
import musubi.content.MessageCheckProblem;
import musubi.content.MessageCheckProblem.Other;
import musubi.content.ReachableLinks;
import musubi.delivery.Recipient;
import org.springframework.stereotype.Component;

/** What is wrong with counting the links of a broadcast, without asking anybody. */
@Component
final class CheckLinks {

    /** All links of people are equally long. */
    private static final Recipient SOMEBODY = new Recipient(1, "U" + "0".repeat(32));

    private final BroadcastLinks links;
    private final ReachableLinks reachable;

    CheckLinks(BroadcastLinks links, ReachableLinks reachable) {
        this.links = links;
        this.reachable = reachable;
    }

    List<BroadcastProblem> problems(StoredBroadcast broadcast, Connection connection, Compiled compiled) {
        var counted = links.of(broadcast.id(), connection, broadcast.tracking(), compiled);
        var problems = new ArrayList<BroadcastProblem>();
        if (!counted.hasLinks()
                && broadcast
                        .content()
                        .winner()
                        .filter(winner -> winner.by() == WinnerRule.By.CLICK_RATE)
                        .isPresent()) {
            problems.add(BroadcastProblem.of("winner.by", Code.WINNER_WITHOUT_LINKS));
        }
        if (!counted.any()) {
            return problems;
        }
        if (!reachable.areReachable()) {
            problems.add(BroadcastProblem.of("tracking", Code.LINKS_NOT_HTTPS));
        }
        for (var variant = 0; variant < compiled.messages().size(); variant++) {
            var field = CheckBroadcast.field(broadcast, variant);
            compiled.messages()
                    .get(variant)
                    .tooLong(counted.forPerson(variant, SOMEBODY))
                    .map(where -> MessageCheckProblem.of(where, Other.TOO_LONG_TRACKED))
                    .ifPresent(problem -> problems.add(BroadcastProblem.of(field, problem)));
        }
        return problems;
    }
}
