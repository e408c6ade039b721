/** Records of any type: their properties, the rules for values, versions and JSON. */
@NullMarked
package musubi.sandbox.hubspot.crm.record;

import org.jspecify.annotations.NullMarked;
