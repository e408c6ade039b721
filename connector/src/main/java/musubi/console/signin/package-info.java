/** Signing in, and the pages that one-time links of an invitation, a set-up or a new password open. */
@NullMarked
package musubi.console.signin;

import org.jspecify.annotations.NullMarked;
