/** The client side: what tests and the bench call Musubi's REST API with. */
@NullMarked
package musubi.sandbox.client;

import org.jspecify.annotations.NullMarked;
