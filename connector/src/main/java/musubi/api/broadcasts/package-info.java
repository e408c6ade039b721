/** Broadcasts in the REST API. */
@NullMarked
package musubi.api.broadcasts;

import org.jspecify.annotations.NullMarked;
