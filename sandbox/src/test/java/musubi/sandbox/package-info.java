/** The sandbox as a whole, asked over HTTP. */
@NullMarked
package musubi.sandbox;

import org.jspecify.annotations.NullMarked;
