/** Limits of requests, and the format of errors. */
@NullMarked
package musubi.system.web;

import org.jspecify.annotations.NullMarked;
