/** Connections and their encrypted credentials in the database, and the copy of them in memory. */
@NullMarked
package musubi.connection.store;

import org.jspecify.annotations.NullMarked;
