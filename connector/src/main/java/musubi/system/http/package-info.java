/** The one way in which Musubi calls other machines over HTTP: each call has an end, and each answer a size. */
@NullMarked
@NamedInterface("http")
package musubi.system.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
