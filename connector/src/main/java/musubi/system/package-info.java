/** The ground the other modules stand on: embedded database, keys, security, start-up, observability. */
@NullMarked
package musubi.system;

import org.jspecify.annotations.NullMarked;
