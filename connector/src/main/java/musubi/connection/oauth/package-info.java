/** Access to portals by our app: how a person installs it, and the tokens of its installations. */
@NullMarked
package musubi.connection.oauth;

import org.jspecify.annotations.NullMarked;
