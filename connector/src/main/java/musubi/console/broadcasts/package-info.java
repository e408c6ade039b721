/** Broadcasts: the list, one of them from draft to its end, sending and testing it. */
@NullMarked
package musubi.console.broadcasts;

import org.jspecify.annotations.NullMarked;
