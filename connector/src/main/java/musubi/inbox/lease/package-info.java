/** The ownership of portals by leases in PostgreSQL, which end unless they are renewed (docs/adr/0059). */
@NullMarked
package musubi.inbox.lease;

import org.jspecify.annotations.NullMarked;
