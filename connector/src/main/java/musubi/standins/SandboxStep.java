package musubi.standins;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.sandbox.http.SeenCall;
import musubi.sandbox.line.SentWebhook;

/**
 * A call between LINE, Musubi and HubSpot, as the sandbox page shows it.
 *
 * @param way who calls whom: in (LINE us), line, hubspot
 * @param about LINE user ids and HubSpot record ids that it names
 * @param who the name of the friend it is about; empty when it is about nobody known, or about several
 * @param messageKey of its purpose
 * @param code name of the event or call on the platform
 * @param millis until the answer, with one decimal
 */
record SandboxStep(
        String way,
        List<String> about,
        String who,
        String messageKey,
        String code,
        int status,
        double millis,
        Instant at) {

    private static final int MAX_STEPS = 8;

    /** The message keys of the HubSpot calls that an act of a friend causes. Other calls are left out. */
    private static final Map<String, String> AT_HUBSPOT = Map.of(
            "POST contacts/batch/read", "sandbox.step.read",
            "POST contacts/batch/create", "sandbox.step.write",
            "POST contacts/batch/update", "sandbox.step.write",
            "POST contacts", "sandbox.step.write",
            "PATCH contacts/{id}", "sandbox.step.write",
            "POST contacts/merge", "sandbox.step.merge",
            "POST tasks/batch/create", "sandbox.step.task");

    private static final Map<String, String> AT_LINE = Map.of("GET /v2/bot/profile/{userId}", "sandbox.step.profile");

    public boolean fine() {
        return status >= 200 && status < 300;
    }

    /** The newest first; without the calls before the first webhook, which belong to the connection set-up. */
    static List<SandboxStep> recent(StandIns standIns, PropertyNames names) {
        var webhooks = standIns.channel().recentWebhooks();
        if (webhooks.isEmpty()) {
            return List.of();
        }
        return Stream.of(
                        webhooks.stream().map(SandboxStep::of),
                        of("line", AT_LINE, standIns.line().traffic().recent()),
                        of("hubspot", AT_HUBSPOT, standIns.portal().traffic().recent()))
                .flatMap(each -> each)
                .filter(step -> !step.at().isBefore(webhooks.getFirst().at()))
                .sorted(Comparator.comparing(SandboxStep::at).reversed())
                .limit(MAX_STEPS)
                .map(step -> step.named(standIns, names))
                .toList();
    }

    private static SandboxStep of(SentWebhook sent) {
        return new SandboxStep(
                "in",
                sent.userIds(),
                "",
                "sandbox.step.webhook",
                String.join(", ", sent.events()),
                sent.outcome().status(),
                millis(sent.outcome().took()),
                sent.at());
    }

    private static Stream<SandboxStep> of(String way, Map<String, String> known, List<SeenCall> calls) {
        return calls.stream()
                .flatMap(call -> Optional.ofNullable(known.get(call.operation())).stream()
                        .map(messageKey -> new SandboxStep(
                                way,
                                call.about(),
                                "",
                                messageKey,
                                call.operation(),
                                call.status(),
                                millis(call.took()),
                                call.at())));
    }

    private static double millis(Duration took) {
        return Math.round(took.toNanos() / 100_000.0) / 10.0;
    }

    private SandboxStep named(StandIns standIns, PropertyNames names) {
        var friends = about.stream()
                .flatMap(id -> userId(standIns, names, id).stream())
                .distinct()
                .toList();
        var name = friends.size() == 1 ? name(standIns, friends.getFirst()) : "";
        return new SandboxStep(way, about, name, messageKey, code, status, millis, at);
    }

    private static Optional<String> userId(StandIns standIns, PropertyNames names, String id) {
        return id.startsWith("U")
                ? Optional.of(id)
                : standIns.portal()
                        .contact(Long.parseLong(id))
                        .flatMap(contact -> contact.property(names.of(LineProperty.USER_ID)));
    }

    private static String name(StandIns standIns, String userId) {
        try {
            return standIns.channel().user(userId).displayName();
        } catch (IllegalArgumentException cleared) {
            return "";
        }
    }

    /** Without the friend. */
    @Override
    public String toString() {
        return "SandboxStep[%s, %d]".formatted(code, status);
    }
}
