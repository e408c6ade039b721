/** LINE Login: the consent page, authorization codes, user tokens, id tokens and profiles. */
@NullMarked
package musubi.sandbox.line.login;

import org.jspecify.annotations.NullMarked;
