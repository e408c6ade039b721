/** Scenarios: the list, the picture of one with its people, and the form that writes it. */
@NullMarked
package musubi.console.scenarios;

import org.jspecify.annotations.NullMarked;
