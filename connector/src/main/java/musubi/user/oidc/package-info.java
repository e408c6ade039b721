/** Signing in by a provider of OpenID Connect. */
@NullMarked
package musubi.user.oidc;

import org.jspecify.annotations.NullMarked;
