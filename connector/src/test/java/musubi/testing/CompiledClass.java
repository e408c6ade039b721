package musubi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import musubi.Musubi;

/**
 * What the compiler made of a class of the connector: for tests that want to know what the whole code uses or says.
 *
 * @param name with its package; nested ones with {@code $}
 * @param strings its string constants; one that is put together comes as the pieces that are known
 * @param members methods and fields that it uses, as {@code java.net.URL.openStream()}: the owner, the name and the types
 *     of the parameters by their simple names
 * @param types that its signatures and annotations name
 * @param calls that it makes, in their order
 */
public record CompiledClass(
        String name, Set<String> strings, Set<String> members, Set<String> types, List<Call> calls) {

    /**
     * A call, and what went before it.
     *
     * @param member as in {@link CompiledClass#members()}, without parameters
     * @param strings the constants that were loaded since the call before, in their order
     */
    public record Call(String member, List<String> strings) {}

    /** All of a package and those below it, for example {@code musubi.console}. */
    public static List<CompiledClass> in(String packageName) {
        var root = root();
        try (var files = Files.walk(root.resolve(packageName.replace('.', '/')))) {
            var classes = files.filter(file -> file.toString().endsWith(".class"))
                    .map(CompiledClass::read)
                    .toList();
            if (classes.isEmpty()) {
                throw new AssertionError("no class below " + packageName);
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The string constants of all these. */
    public static Set<String> strings(List<CompiledClass> classes) {
        return classes.stream().flatMap(each -> each.strings.stream()).collect(Collectors.toSet());
    }

    /** The names of the top-level classes in the connector that use, themselves or in a nested class, such a member. */
    public static Set<String> using(Predicate<String> member) {
        return in("musubi").stream()
                .filter(each -> each.members.stream().anyMatch(member))
                .map(CompiledClass::topLevel)
                .collect(Collectors.toSet());
    }

    /** The name of the class that it stands in, or its own. */
    public String topLevel() {
        return name.replaceAll("\\$.*", "");
    }

    private static Path root() {
        try {
            return Path.of(Musubi.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static CompiledClass read(Path file) {
        try {
            var model = ClassFile.of().parse(file);
            return new CompiledClass(
                    model.thisClass().asInternalName().replace('/', '.'),
                    constants(model, StringEntry.class)
                            .flatMap(entry -> Arrays.stream(entry.stringValue().split("\u0001")))
                            .collect(Collectors.toSet()),
                    constants(model, MemberRefEntry.class)
                            .map(entry -> member(entry) + parameters(entry))
                            .collect(Collectors.toSet()),
                    constants(model, Utf8Entry.class)
                            .map(Utf8Entry::stringValue)
                            .filter(text -> text.matches("L[^;<(]+;"))
                            .map(type -> type.substring(1, type.length() - 1).replace('/', '.'))
                            .collect(Collectors.toSet()),
                    calls(model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> Stream<T> constants(ClassModel model, Class<T> type) {
        return StreamSupport.stream(model.constantPool().spliterator(), false)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static String member(MemberRefEntry entry) {
        return entry.owner().asInternalName().replace('/', '.') + "."
                + entry.name().stringValue();
    }

    /** Of a method in brackets, of a field nothing. */
    private static String parameters(MemberRefEntry entry) {
        var type = entry.type().stringValue();
        return type.startsWith("(")
                ? MethodTypeDesc.ofDescriptor(type).parameterList().stream()
                        .map(ClassDesc::displayName)
                        .collect(Collectors.joining(",", "(", ")"))
                : "";
    }

    private static List<Call> calls(ClassModel model) {
        var calls = new ArrayList<Call>();
        for (var method : model.methods()) {
            var loaded = new ArrayList<String>();
            method.code()
                    .ifPresent(code -> code.elementStream()
                            .filter(Instruction.class::isInstance)
                            .forEach(instruction -> {
                                switch (instruction) {
                                    case ConstantInstruction constant
                                    when constant.constantValue() instanceof String text -> loaded.add(text);
                                    case InvokeInstruction call -> {
                                        calls.add(new Call(member(call.method()), List.copyOf(loaded)));
                                        loaded.clear();
                                    }
                                    default -> {}
                                }
                            }));
        }
        return List.copyOf(calls);
    }
}
