/** Developer apps and their tokens, called over HTTP. */
@NullMarked
package musubi.sandbox.hubspot.oauth;

import org.jspecify.annotations.NullMarked;
