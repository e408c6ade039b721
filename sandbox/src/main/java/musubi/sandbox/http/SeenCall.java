package musubi.sandbox.http;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A call that a stand-in answered.
 *
 * @param at when it came
 * @param operation what it asked for, as in the stand-in's counters
 * @param status the answer's HTTP status
 * @param took the work, without the network
 * @param about LINE user ids and HubSpot record ids that the request names, each once; the first {@value #MAX_IDS}
 */
public record SeenCall(Instant at, String operation, int status, Duration took, List<String> about) {

    private static final int MAX_IDS = 4;

    private static final Pattern IDS =
            Pattern.compile("(U[0-9a-f]{32})|\"(?:id|primaryObjectId|objectIdToMerge)\"\\s*:\\s*\"(\\d+)\"");

    /** The ids for {@link #about} of a request: those in its path, and those in its body. */
    public static List<String> idsOf(Request request) {
        var ids = new LinkedHashSet<String>();
        for (var text : List.of(request.path(), request.text())) {
            var found = IDS.matcher(text);
            while (ids.size() < MAX_IDS && found.find()) {
                ids.add(found.group(1) == null ? found.group(2) : found.group(1));
            }
        }
        return List.copyOf(ids);
    }
}
