/** Developer apps: the consent page, authorization codes and tokens. */
@NullMarked
package musubi.sandbox.hubspot.oauth;

import org.jspecify.annotations.NullMarked;
