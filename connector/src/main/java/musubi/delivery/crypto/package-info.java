/** Keys of deliveries: what encrypts recipients, what tells them apart, and what LINE knows a call by. */
@NullMarked
package musubi.delivery.crypto;

import org.jspecify.annotations.NullMarked;
