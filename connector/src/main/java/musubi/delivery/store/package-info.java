/** Deliveries and their calls in PostgreSQL. */
@NullMarked
package musubi.delivery.store;

import org.jspecify.annotations.NullMarked;
