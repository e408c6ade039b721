/** People, API tokens, the audit log, the own account, and the state of this Musubi. */
@NullMarked
package musubi.console.settings;

import org.jspecify.annotations.NullMarked;
