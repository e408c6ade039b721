/** How calls to LINE are made: one channel's client, access tokens, timeouts, reading of responses, classification of errors. */
@NullMarked
package musubi.line.http;

import org.jspecify.annotations.NullMarked;
