package musubi.scenario.definition;

import java.time.Duration;
import java.util.regex.Pattern;

/** How large a scenario may be. */
public final class DefinitionLimits {

    /** Steps, those within branches counted too. */
    public static final int MAX_STEPS = 100;

    /** Steps with those that were ever taken out. */
    public static final int MAX_STEPS_EVER = 500;

    /** Branches within each other. */
    public static final int MAX_DEPTH = 5;

    public static final int MAX_EXITS = 20;

    /** Values of one condition. */
    public static final int MAX_VALUES = 100;

    /** Characters of a value of a property. */
    public static final int MAX_VALUE = 1_000;

    /** Characters of the name of a property; HubSpot's own limit. */
    public static final int MAX_PROPERTY = 100;

    /** Days of a wait, of an offset to a date, and until a person can come in again. */
    public static final int MAX_DAYS = 400;

    /** Of a wait. */
    public static final Duration MAX_WAIT = Duration.ofDays(MAX_DAYS);

    /** Keys are shown in addresses and reports. */
    public static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]{1,40}");

    private DefinitionLimits() {}
}
