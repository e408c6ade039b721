/** The state of connections that exist: problems, the daily check, the webhook at LINE. */
@NullMarked
package musubi.connection.health;

import org.jspecify.annotations.NullMarked;
