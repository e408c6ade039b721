/** What is due in scenarios: contacts are read, decided on, and get their messages. */
@NullMarked
package musubi.scenario.run;

import org.jspecify.annotations.NullMarked;
