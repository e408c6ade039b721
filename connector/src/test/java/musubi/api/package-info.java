/** The REST API of the whole application, with both stand-ins. */
@NullMarked
package musubi.api;

import org.jspecify.annotations.NullMarked;
