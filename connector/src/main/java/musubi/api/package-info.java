/** The REST API under {@code /api}: JSON in and out, errors as RFC 9457 problems. */
@NullMarked
@ApplicationModule
package musubi.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
