/** Lists and their members: the state, without the calls. */
@NullMarked
package musubi.sandbox.hubspot.crm.membership;

import org.jspecify.annotations.NullMarked;
