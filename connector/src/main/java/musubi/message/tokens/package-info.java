/** Texts with tokens: HubL by HubSpot's own engine, restricted to what makes one value of another. Pure. */
@NullMarked
package musubi.message.tokens;

import org.jspecify.annotations.NullMarked;
