/** What features say, without a running Musubi. */
@NullMarked
package musubi.user.feature;

import org.jspecify.annotations.NullMarked;
