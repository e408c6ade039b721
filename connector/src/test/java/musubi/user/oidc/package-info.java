/** Tests of signing in by OpenID Connect, against a provider on loopback. */
@NullMarked
package musubi.user.oidc;

import org.jspecify.annotations.NullMarked;
