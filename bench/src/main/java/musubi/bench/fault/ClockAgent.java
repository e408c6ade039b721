package musubi.bench.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** A Java agent: Musubi's one clock becomes a {@link JumpingClock}. The product has no such thing, and needs none. */
public final class ClockAgent implements ClassFileTransformer {

    private static final String WHERE = "musubi/system/SystemConfiguration";
    private static final String CLOCK = "java/time/Clock";

    private ClockAgent() {}

    /**
     * Called by the JVM.
     *
     * @param file that says how far the clock is ahead
     */
    public static void premain(String file, Instrumentation instrumentation) {
        JumpingClock.follow(Path.of(file));
        instrumentation.addTransformer(new ClockAgent());
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!WHERE.equals(name)) {
            return null;
        }
        var file = ClassFile.of();
        return file.transformClass(file.parse(bytes), ClassTransform.transformingMethodBodies((code, element) -> {
            if (element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals(CLOCK)
                    && call.name().equalsString("systemUTC")) {
                code.invokestatic(
                        ClassDesc.of(JumpingClock.class.getName()),
                        "systemUTC",
                        MethodTypeDesc.of(ClassDesc.of(Clock.class.getName())));
            } else {
                code.with(element);
            }
        }));
    }

    /**
     * The option with which a JVM begins with it.
     *
     * @param directory in which its jar is made
     * @param file that says how many milliseconds the clock is ahead
     */
    public static String option(Path directory, Path file) {
        var jar = directory.resolve("clock-agent.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ClockAgent.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var one : new Class<?>[] {ClockAgent.class, JumpingClock.class}) {
                var path = one.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(path));
                try (var in = one.getResourceAsStream("/" + path)) {
                    if (in == null) {
                        throw new IllegalStateException("no class file of " + one);
                    }
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-javaagent:%s=%s".formatted(jar, file);
    }
}
