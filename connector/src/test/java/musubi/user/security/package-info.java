/** Tests of passwords, sessions and the limit of attempts to sign in. */
@NullMarked
package musubi.user.security;

import org.jspecify.annotations.NullMarked;
