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
 * What stands around a page: the main menu, tabs, the connection switcher. In each model as {@code layout}.
 *
 * @param person who is signed in
 * @param connections those that the person may see, the oldest first
 * @param connection the one that the page is about, else the one seen last, else the first
 * @param menu the sections that the person may open
 * @param tabs the pages of this page's section; empty unless there are several
 * @param switches for each connection, where the connection switcher leads
 * @param sections by code, the first page of each section that the person may open
 * @param guide address of the guide that helps on this page
 * @param otherLanguage the same page in the other language
 */
public record Layout(
        Optional<Person> person,
        Language language,
        List<Connection> connections,
        Optional<Connection> connection,
        List<NavLink> menu,
        List<NavLink> tabs,
        List<Switch> switches,
        Map<String, NavLink> sections,
        Optional<String> guide,
        NavLink otherLanguage) {

    /**
     * A link of the layout.
     *
     * @param title message key of its name
     * @param icon of the sprite, without {@code icon-}
     * @param current whether it leads to the section or page that is open
     */
    public record NavLink(String address, String title, String icon, boolean current) {}

    /**
     * A choice of the connection switcher.
     *
     * @param current whether the page is about this connection
     */
    public record Switch(UUID id, String name, String address, boolean current, boolean paused) {}

    /** The zone of all times on the page: that of the current connection's portal, Japan's without one. */
    public ZoneId zone() {
        return connection.map(Connection::timeZone).orElse(ZoneId.of("Asia/Tokyo"));
    }

    /** A day without its year: 11/24, Nov 24. */
    public String dayOfYear(LocalDate day) {
        return format(DateTimeFormatter.ofPattern(language == Language.JA ? "M/d" : "MMM d"), day);
    }

    /** A day as the reader's language writes it: 2026/11/24, Nov 24, 2026. */
    public String date(TemporalAccessor day) {
        return format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), day);
    }

    /** A day and a time, to the minute. */
    public String moment(TemporalAccessor moment) {
        return format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT), moment);
    }

    /** A day and a time, to the second. */
    public String second(TemporalAccessor moment) {
        return format(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM), moment);
    }

    /** A time without its day, to the minute. */
    public String time(TemporalAccessor moment) {
        return format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), moment);
    }

    private String format(DateTimeFormatter formatter, TemporalAccessor moment) {
        return formatter.withLocale(language.locale()).format(moment);
    }

    /** Whether the person may do what needs this role: {@code VIEWER}, {@code OPERATOR} or {@code ADMIN}. */
    public boolean may(String role) {
        return Actor.current().filter(actor -> actor.may(Role.valueOf(role))).isPresent();
    }

    /** Whether the connection that the page is about is paused. */
    public boolean paused() {
        return connection.filter(Connection::isPaused).isPresent();
    }

    /** Whether any connection that the person may see is paused. */
    public boolean somePaused() {
        return connections.stream().anyMatch(Connection::isPaused);
    }

    /** Whether the section with this code has a page that the person may open. */
    public boolean leadsTo(String section) {
        return sections.containsKey(section);
    }

    /**
     * The path of a section's first page, for the current connection where it is about one.
     *
     * @throws IllegalArgumentException if it has none; ask {@link #leadsTo} first
     */
    public String address(String section) {
        return Optional.ofNullable(sections.get(section))
                .map(NavLink::address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "section %s: no page (expected: one of %s)".formatted(section, sections.keySet())));
    }
}
