/** What all other modules use: embedded database, keys, basics of security and SQL, jobs, start-up, observability. */
@NullMarked
package musubi.system;

import org.jspecify.annotations.NullMarked;
