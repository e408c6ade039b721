/** Makes the calls of deliveries. */
@NullMarked
package musubi.delivery.send;

import org.jspecify.annotations.NullMarked;
