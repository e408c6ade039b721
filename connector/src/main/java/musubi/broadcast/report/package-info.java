/** What came of broadcasts, in numbers: of one, and of those of a period compared. */
@NullMarked
@NamedInterface("report")
package musubi.broadcast.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
