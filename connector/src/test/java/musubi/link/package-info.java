@NullMarked
package musubi.link;

import org.jspecify.annotations.NullMarked;
