/** What a feature says about itself in one place: navigation, routes with roles, whose its ids are, its texts. */
@NullMarked
@NamedInterface("feature")
package musubi.user.feature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
