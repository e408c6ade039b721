/** Webhooks of developer apps: events, signatures, delivery and its counters. */
@NullMarked
package musubi.sandbox.hubspot.webhook;

import org.jspecify.annotations.NullMarked;
