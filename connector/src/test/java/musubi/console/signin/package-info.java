/** Signing in, in a real browser. */
@NullMarked
package musubi.console.signin;

import org.jspecify.annotations.NullMarked;
