/** Checks message objects as LINE does: types, required properties, limits. https://developers.line.biz/en/reference/messaging-api/#message-objects */
@NullMarked
package musubi.sandbox.line.message;

import org.jspecify.annotations.NullMarked;
