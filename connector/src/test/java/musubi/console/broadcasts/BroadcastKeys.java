package musubi.console.broadcasts;

import java.util.Arrays;
import java.util.stream.Stream;
import musubi.broadcast.BroadcastProblem;
import musubi.broadcast.BroadcastState;
import musubi.broadcast.LeftOut;
import musubi.broadcast.winner.WinnerRule;
import musubi.console.BuiltKeys;
import musubi.delivery.PauseReason;
import musubi.delivery.UncertainDecision;
import musubi.delivery.Waiting.ForHubSpot.Cause;

/** The keys of texts that the pages about broadcasts put together. */
public final class BroadcastKeys {

    private BroadcastKeys() {}

    public static void addTo(BuiltKeys keys) {
        keys.names("broadcast.state.", BroadcastState.values());
        keys.names("broadcasts.state.", BroadcastState.values());
        keys.put(
                "broadcast.problem.",
                BuiltKeys.parts(Arrays.stream(BroadcastProblem.Code.values()).map(Enum::name), "title", "detail"));
        keys.names("broadcasts.waiting.HUBSPOT.", Cause.values());
        keys.names("broadcasts.leftOut.", LeftOut.values());
        keys.put(
                "broadcasts.pause.",
                BuiltKeys.parts(
                        Stream.concat(Arrays.stream(PauseReason.values()).map(Enum::name), Stream.of("SCOPE")),
                        "title",
                        "todo"));
        for (var what : new String[] {"time", "at"}) {
            keys.put("broadcasts." + what + ".", Stream.of("made", "planned", "begun", "ended"));
        }
        keys.put(
                "broadcasts.means.",
                Stream.concat(
                        Stream.of("DRAFT", "PREPARING", "READY"),
                        Stream.of("DRAFT.at", "SCHEDULED.at", "PREPARING.at", "READY.at")));
        keys.put(
                "broadcasts.bubble.",
                Stream.of("text", "image", "video", "rich", "cards", "buttons", "coupon", "sticker", "flex", "json"));
        keys.put(
                "broadcasts.ask.",
                BuiltKeys.parts(Stream.of("cancel", "delete", "again", "winner"), "title", "text", "do"));
        keys.names("broadcasts.did.decided.", UncertainDecision.values());
        keys.put("broadcasts.winner.", Stream.of("before", "time", "hand", "NO_CLICKS", "EQUAL"));
        keys.names("broadcasts.winner.decided.", WinnerRule.By.values());
    }
}
