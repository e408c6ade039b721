/** Writes the contacts of one batch of friends: reads them, sends the writes, follows refusals to an end, records the outcomes. */
@NullMarked
package musubi.sync.batch;

import org.jspecify.annotations.NullMarked;
