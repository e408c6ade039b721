/** Static lists of contacts, made and filled. */
@NullMarked
@NamedInterface("list")
package musubi.hubspot.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
