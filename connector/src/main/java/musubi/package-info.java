/** Musubi (結び): LINE friends as HubSpot contacts. */
@NullMarked
package musubi;

import org.jspecify.annotations.NullMarked;
