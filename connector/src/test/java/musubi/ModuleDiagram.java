package musubi;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The modules and what each of them uses, as Spring Modulith finds them, drawn with Mermaid. (Its documenter draws with
 * PlantUML, which GitHub does not show.)
 */
final class ModuleDiagram {

    private static final String BEGIN = "<!-- written by ModularityTests -->\n";
    private static final String END = "<!-- end -->\n";

    /** Modules that nearly all others use: arrows to them would hide the others, so they are named below the diagram. */
    private static final List<String> COMMON = List.of("system");

    /** Modules that may use all others: their arrows are left out for the same reason. */
    private static final List<String> FRONT = List.of("api", "console");

    private ModuleDiagram() {}

    /** The document with the part between the two markers written anew. */
    static String replacedIn(String document, ApplicationModules modules) {
        var begin = document.indexOf(BEGIN);
        var end = document.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("no lines %sand %sin the document".formatted(BEGIN, END));
        }
        return document.substring(0, begin + BEGIN.length()) + of(modules) + document.substring(end);
    }

    private static String of(ApplicationModules modules) {
        var arrows = modules.stream()
                .filter(module -> !FRONT.contains(name(module)) && !COMMON.contains(name(module)))
                .flatMap(module -> usedBy(module, modules)
                        .filter(used -> !COMMON.contains(used))
                        .map(used -> "    %s --> %s\n".formatted(name(module), used)))
                .sorted()
                .collect(Collectors.joining());
        var front = FRONT.stream()
                .flatMap(name -> modules.getModuleByName(name).stream())
                .map(module -> "- `%s` uses %s.\n".formatted(name(module), list(usedBy(module, modules))))
                .collect(Collectors.joining());
        var common = COMMON.stream()
                .map(name -> "- `%s` is used by %s.\n"
                        .formatted(
                                name,
                                list(modules.stream()
                                        .filter(module ->
                                                usedBy(module, modules).anyMatch(name::equals))
                                        .map(ModuleDiagram::name))))
                .collect(Collectors.joining());
        return "```mermaid\nflowchart TB\n%s```\n\nNot drawn, to keep the diagram readable:\n\n%s%s"
                .formatted(arrows, front, common);
    }

    private static Stream<String> usedBy(ApplicationModule module, ApplicationModules modules) {
        return module.getDirectDependencies(modules).uniqueModules().map(ModuleDiagram::name);
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    private static String list(Stream<String> names) {
        return names.distinct().sorted().map("`%s`"::formatted).collect(Collectors.joining(", "));
    }
}
