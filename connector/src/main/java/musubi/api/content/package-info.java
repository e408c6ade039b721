/** The REST API of what is sent: saved messages. */
@NullMarked
package musubi.api.content;

import org.jspecify.annotations.NullMarked;
