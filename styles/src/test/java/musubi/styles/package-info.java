@NullMarked
package musubi.styles;

import org.jspecify.annotations.NullMarked;
