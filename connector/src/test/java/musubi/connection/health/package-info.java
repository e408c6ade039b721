/** Checks of connections that exist. */
@NullMarked
package musubi.connection.health;

import org.jspecify.annotations.NullMarked;
