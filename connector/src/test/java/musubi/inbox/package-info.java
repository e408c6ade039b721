/** The contract of the inbox, as tests that every implementation has to pass. */
@NullMarked
package musubi.inbox;

import org.jspecify.annotations.NullMarked;
