package musubi.console.broadcasts.compose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import musubi.broadcast.Audience;
import musubi.broadcast.Broadcast;

/**
 * Whom a broadcast is for and when, as a person entered it.
 *
 * @param allFriends whether no lists are chosen, but everybody
 * @param notReachedForDays as it was entered
 * @param query part of the names of the lists that are looked for
 * @param atTime whether it is sent at {@code at}, and not now
 * @param at as browsers write it, in the portal's zone
 */
record AudienceForm(
        Set<Long> lists,
        Set<Long> exceptLists,
        boolean allFriends,
        String notReachedForDays,
        String query,
        boolean atTime,
        String at) {

    private static final int MAX_QUERY = 250;

    static AudienceForm of(Map<String, String[]> sent) {
        return new AudienceForm(
                ids(sent, "lists"),
                ids(sent, "exceptLists"),
                one(sent, "whom").equals("ALL"),
                one(sent, "notReachedForDays").strip(),
                one(sent, "listQuery")
                        .strip()
                        .substring(
                                0,
                                Math.min(
                                        MAX_QUERY,
                                        one(sent, "listQuery").strip().length())),
                one(sent, "when").equals("AT"),
                one(sent, "at").strip());
    }

    static AudienceForm of(Broadcast broadcast, ZoneId zone) {
        var audience = broadcast.audience();
        return new AudienceForm(
                audience.lists(),
                audience.exceptLists(),
                audience.allFriends(),
                audience.notReachedForDays().isPresent()
                        ? String.valueOf(audience.notReachedForDays().getAsInt())
                        : "",
                "",
                broadcast.at().isPresent(),
                broadcast
                        .at()
                        .map(at -> LocalDateTime.ofInstant(at, zone)
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString())
                        .orElse(""));
    }

    static AudienceForm empty() {
        return of(Map.of());
    }

    private static String one(Map<String, String[]> sent, String name) {
        var values = sent.get(name);
        return values == null || values.length == 0 ? "" : values[0];
    }

    private static Set<Long> ids(Map<String, String[]> sent, String name) {
        var values = sent.get(name);
        return (values == null ? Stream.<String>empty() : Stream.of(values))
                .filter(id -> id.matches("\\d{1,18}"))
                .limit(Audience.MAX_LISTS + 1)
                .map(Long::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** With what a button does. */
    AudienceForm changed(FormAct act) {
        if (!act.argument().matches("\\d{1,18}")) {
            return this;
        }
        var id = Long.valueOf(act.argument());
        var included = new LinkedHashSet<>(lists);
        var excluded = new LinkedHashSet<>(exceptLists);
        included.remove(id);
        excluded.remove(id);
        switch (act.what()) {
            case "list" -> included.add(id);
            case "except" -> excluded.add(id);
            default -> {
                // it is in neither
            }
        }
        return new AudienceForm(included, excluded, allFriends, notReachedForDays, query, atTime, at);
    }

    /** For the same people, but at no time yet. */
    AudienceForm withoutTime() {
        return new AudienceForm(lists, exceptLists, allFriends, notReachedForDays, query, false, "");
    }

    /** Without the lists that are chosen beside everybody; no number where none can be read: then {@code 0} is refused. */
    Audience audience() {
        var days = notReachedForDays.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(notReachedForDays.matches("\\d{1,4}") ? Integer.parseInt(notReachedForDays) : 0);
        return allFriends
                ? new Audience(Set.of(), Set.of(), true, days)
                : new Audience(lists, exceptLists, false, days);
    }

    /** When it is sent; empty: now, or a time that cannot be read. */
    Optional<Instant> instant(ZoneId zone) {
        if (!atTime) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(at)
                    .truncatedTo(ChronoUnit.MINUTES)
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
