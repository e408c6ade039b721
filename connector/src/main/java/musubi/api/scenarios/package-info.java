/** Scenarios over REST. */
@NullMarked
package musubi.api.scenarios;

import org.jspecify.annotations.NullMarked;
