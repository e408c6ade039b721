/** Property definitions and property groups: single calls, batches, and changes that an admin makes by hand. */
@NullMarked
package musubi.sandbox.hubspot.crm.property;

import org.jspecify.annotations.NullMarked;
