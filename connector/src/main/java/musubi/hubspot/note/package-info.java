/** Notes on the timelines of contacts. */
@NullMarked
@NamedInterface("note")
package musubi.hubspot.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
