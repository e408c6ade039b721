/**
 * LINE on loopback: what a test or an operator says to it. The classes here are the channels, the people and the values
 * they take and give; subpackages answer the calls and know the values only.
 */
@NullMarked
package musubi.sandbox.line;

import org.jspecify.annotations.NullMarked;
