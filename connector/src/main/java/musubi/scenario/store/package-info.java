/** Scenarios, their versions and their numbers in the database. */
@NullMarked
package musubi.scenario.store;

import org.jspecify.annotations.NullMarked;
