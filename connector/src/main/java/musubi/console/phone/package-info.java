/**
 * What a message looks like on a friend's phone: LINE's message objects as pieces of a page. The fragment
 * {@code console/phone} shows them; a message is untrusted, and nothing of it reaches a page but as text, or as an address that was checked.
 */
@NullMarked
@NamedInterface("phone")
package musubi.console.phone;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
