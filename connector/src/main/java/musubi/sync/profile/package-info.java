/** Asks LINE for the profiles of friends, and decides when to ask again while LINE does not answer. */
@NullMarked
package musubi.sync.profile;

import org.jspecify.annotations.NullMarked;
