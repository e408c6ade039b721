/** Webhooks of a channel: delivery, redelivery and counters. */
@NullMarked
package musubi.sandbox.line.webhook;

import org.jspecify.annotations.NullMarked;
