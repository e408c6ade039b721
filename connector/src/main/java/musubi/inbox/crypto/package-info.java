/** Encryption of events at rest. */
@NullMarked
package musubi.inbox.crypto;

import org.jspecify.annotations.NullMarked;
