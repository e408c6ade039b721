package musubi.api.broadcasts;

import java.util.List;
import java.util.Optional;
import musubi.broadcast.Broadcast;
import musubi.result.BroadcastResults;
import org.springframework.stereotype.Component;

/** Broadcasts as REST answers them, with what they leave on contacts. */
@Component
class BroadcastAnswers {

    private final BroadcastResults results;

    BroadcastAnswers(BroadcastResults results) {
        this.results = results;
    }

    BroadcastAnswer of(Broadcast broadcast) {
        return BroadcastAnswer.of(broadcast, results.of(broadcast.id()));
    }

    List<BroadcastAnswer> of(List<Broadcast> page) {
        var progress = results.of(page.stream().map(Broadcast::id).toList());
        return page.stream()
                .map(broadcast -> BroadcastAnswer.of(broadcast, Optional.ofNullable(progress.get(broadcast.id()))))
                .toList();
    }
}
