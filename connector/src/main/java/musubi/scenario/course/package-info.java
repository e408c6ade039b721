/** What comes next for a person in a scenario: pure. */
@NullMarked
package musubi.scenario.course;

import org.jspecify.annotations.NullMarked;
