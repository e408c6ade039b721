/** Signing in by password or token, sessions of browsers, and the filters that every request passes. */
@NullMarked
package musubi.user.security;

import org.jspecify.annotations.NullMarked;
