/** Lists of contacts: the calls, and what a person does with them by hand. */
@NullMarked
package musubi.sandbox.hubspot.crm.list;

import org.jspecify.annotations.NullMarked;
