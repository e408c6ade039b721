/** Making and changing connections: validation of input, checks of credentials, the properties in the portal. */
@NullMarked
package musubi.connection.setup;

import org.jspecify.annotations.NullMarked;
