/** The sandbox with its control API, called over HTTP. */
@NullMarked
package musubi.sandbox;

import org.jspecify.annotations.NullMarked;
