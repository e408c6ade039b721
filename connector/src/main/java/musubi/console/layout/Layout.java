package musubi.console.layout;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import musubi.user.Actor;
import musubi.user.Language;
import musubi.user.Person;
import musubi.user.Role;

/**
 * What stands around a page, in each model as {@code frame}.
 *
 * @param connections those that may be seen, the oldest first
 * @param connection the one that the page is about, else the last looked at, else the first
 * @param rail the areas that have a page
 * @param tabs the places of the page's own area, when they are several
 * @param switches where each connection is switched to
 * @param others the same page in the other language
 */
public record Layout(
        Optional<Person> person,
        Language language,
        List<Connection> connections,
        Optional<Connection> connection,
        List<NavLink> rail,
        List<NavLink> tabs,
        List<Switch> switches,
        Map<Section, NavLink> ways,
        NavLink others) {

    /**
     * A link of the frame.
     *
     * @param words key of its name
     * @param icon of the sprite, without {@code icon-}
     * @param here whether it leads to where one is
     */
    public record NavLink(String address, String words, String icon, boolean here) {}

    /** A choice of the connection switcher. */
    public record Switch(UUID id, String name, String address, boolean here, boolean paused) {}

    /** In which times are told: the portal's of the current connection, Japan's without one. */
    public ZoneId zone() {
        return connection.map(Connection::timeZone).orElse(ZoneId.of("Asia/Tokyo"));
    }

    /** A day without its year, short: 11/24, Nov 24. */
    public String dayOfYear(LocalDate day) {
        return in(DateTimeFormatter.ofPattern(language == Language.JA ? "M/d" : "MMM d"), day);
    }

    /** A day in the reader's words: 2026/11/24, Nov 24, 2026. */
    public String date(TemporalAccessor day) {
        return in(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), day);
    }

    /** A day and its time to the minute. */
    public String moment(TemporalAccessor moment) {
        return in(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT), moment);
    }

    /** A day and its time to the second. */
    public String second(TemporalAccessor moment) {
        return in(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM), moment);
    }

    /** A time of today, to the minute. */
    public String time(TemporalAccessor moment) {
        return in(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), moment);
    }

    private String in(DateTimeFormatter format, TemporalAccessor moment) {
        return format.withLocale(language.locale()).format(moment);
    }

    /** Whether the page may offer what needs this role; {@code VIEWER}, {@code OPERATOR} or {@code ADMIN}. */
    public boolean may(String role) {
        return Actor.current().filter(actor -> actor.may(Role.valueOf(role))).isPresent();
    }

    /** Whether the connection that the page is about is paused. */
    public boolean paused() {
        return connection.filter(Connection::isPaused).isPresent();
    }

    /** Whether one of those that may be seen is. */
    public boolean somePaused() {
        return connections.stream().anyMatch(Connection::isPaused);
    }

    /** Whether a page of that area exists and may be seen. */
    public boolean leads(String area) {
        return ways.containsKey(Section.valueOf(area));
    }

    /** Where that area's page is; of the current connection, if it is about one. */
    public String way(String area) {
        return Optional.ofNullable(ways.get(Section.valueOf(area)))
                .map(NavLink::address)
                .orElseThrow(() -> new IllegalArgumentException(area + " has no page; ask leads() first"));
    }
}
