/** Tests of the inbox on a real PostgreSQL. */
@NullMarked
package musubi.inbox;

import org.jspecify.annotations.NullMarked;
