/** Steps of the database schema that plain SQL cannot do, because events are encrypted. */
@NullMarked
package musubi.inbox.migration;

import org.jspecify.annotations.NullMarked;
