/** LINE Login, called over HTTP as a web application and a browser do. */
@NullMarked
package musubi.sandbox.line.login;

import org.jspecify.annotations.NullMarked;
