/** Links by which friends are connected: addresses, QR codes, counts. */
@NullMarked
package musubi.console.links;

import org.jspecify.annotations.NullMarked;
