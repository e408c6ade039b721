/** The HTTP client for all calls to other machines: every call has a deadline, and every answer a size limit. */
@NullMarked
@NamedInterface("http")
package musubi.system.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
