/**
 * What LINE stores of a Messaging API channel and its official account: people, tokens, limits, and the events they
 * cause.
 */
@NullMarked
package musubi.sandbox.line.account;

import org.jspecify.annotations.NullMarked;
