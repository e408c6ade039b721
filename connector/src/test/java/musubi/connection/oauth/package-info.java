/** Access by the installed app. */
@NullMarked
package musubi.connection.oauth;

import org.jspecify.annotations.NullMarked;
