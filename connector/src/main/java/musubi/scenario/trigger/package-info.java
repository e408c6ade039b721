/** What puts people into scenarios, and takes them out at once. */
@NullMarked
package musubi.scenario.trigger;

import org.jspecify.annotations.NullMarked;
