/** Storage of connections: master key, migrations of stored codes. */
@NullMarked
package musubi.connection.store;

import org.jspecify.annotations.NullMarked;
