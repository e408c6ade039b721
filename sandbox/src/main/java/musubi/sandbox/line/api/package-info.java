/** What all calls of LINE's API have in common: routes, access tokens, checks and error answers. */
@NullMarked
package musubi.sandbox.line.api;

import org.jspecify.annotations.NullMarked;
