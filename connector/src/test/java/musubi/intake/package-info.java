/** Tests of the webhooks over HTTP. */
@NullMarked
package musubi.intake;

import org.jspecify.annotations.NullMarked;
