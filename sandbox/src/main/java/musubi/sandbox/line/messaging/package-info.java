/** The Messaging API: account, profiles, followers, groups, messages, quota and channel access tokens. */
@NullMarked
package musubi.sandbox.line.messaging;

import org.jspecify.annotations.NullMarked;
