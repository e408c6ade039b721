/**
 * Sends messages, each exactly once: the recipients, the body and the retry key of every call are on disk, encrypted, before LINE is called;
 * they are deleted in the transaction that counts them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"connection", "line", "inbox", "system", "system :: metrics"})
package musubi.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
