/** Whom a draft is sent to as a test: looked for by name in HubSpot, kept nowhere. */
@NullMarked
package musubi.console.broadcasts.people;

import org.jspecify.annotations.NullMarked;
