/** What all calls of the CRM API have in common: routes, request bodies, error answers and rate limits. */
@NullMarked
package musubi.sandbox.hubspot.api;

import org.jspecify.annotations.NullMarked;
