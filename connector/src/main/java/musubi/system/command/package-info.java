/** What the commands of {@code bin/musubi} have in common: arguments, settings, the database, how they refuse. */
@NullMarked
@NamedInterface("command")
package musubi.system.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
