/** Uploads that a controller reads itself, and their files on disk. */
@NullMarked
@NamedInterface("upload")
package musubi.system.upload;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
