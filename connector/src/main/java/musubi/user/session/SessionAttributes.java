package musubi.user.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import musubi.system.MasterKey;
import musubi.system.Seal;
import musubi.user.Actor;
import musubi.user.security.SignedIn;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;

/**
 * What is in a session, as text for the database: serialized by Java, then encrypted and bound to the session's row, so that nobody reads
 * it there and no row is worth anything in another's place. Reads only classes of a list.
 */
@Component
final class SessionAttributes {

    /** Deeper or larger than anything a page puts there. */
    private static final int MAX_DEPTH = 20;

    private static final long MAX_BYTES = 1_000_000;

    private static final String OURS = "musubi.";

    private static final Set<String> OTHERS = Set.of(
            "java.lang.Boolean",
            "java.lang.Enum",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.String",
            "java.time.Ser",
            "java.util.AbstractList",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Collections$EmptyList",
            "java.util.Collections$UnmodifiableCollection",
            "java.util.Collections$UnmodifiableList",
            "java.util.Collections$UnmodifiableRandomAccessList",
            "java.util.HashMap",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.LinkedHashMap",
            "java.util.Map$Entry",
            "java.util.UUID",
            "java.util.concurrent.CopyOnWriteArrayList",
            "org.springframework.security.web.csrf.DefaultCsrfToken",
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            "org.springframework.web.servlet.FlashMap");

    private final Seal seal;

    SessionAttributes(MasterKey masterKey) {
        this.seal = Seal.of(masterKey, "musubi/user/session-attributes");
    }

    /** They cannot be read: another master key or row, or a class that this version does not know. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        UnreadableException(String why) {
            super(why);
        }
    }

    /** Writes no class that could not be read: whoever puts one into a session is told at once. */
    private static final class ListedOutput extends ObjectOutputStream {

        /** Java writes the exception too for which it cannot go on. */
        private boolean fails;

        ListedOutput(ByteArrayOutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object value) {
            fails = fails || value instanceof ObjectStreamException;
            if (!fails && !isListed(value.getClass())) {
                throw new IllegalArgumentException(
                        "not listed for sessions: " + value.getClass().getName());
            }
            return value;
        }
    }

    /** @throws UncheckedIOException when a value cannot be serialized
     * @throws IllegalArgumentException when it is of a class that is not listed */
    String close(Map<String, Object> attributes, byte[] hash) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ListedOutput(bytes)) {
            var kept = new HashMap<String, Object>();
            attributes.forEach((name, value) -> kept.put(name, kept(value)));
            out.writeObject(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seal.close(bytes.toByteArray(), row(hash));
    }

    /** @throws UnreadableException says the kind of failure, without anything of the content */
    @SuppressWarnings("BanSerializableRead") // of bytes that we have encrypted, by a list of classes
    Map<String, Object> open(String sealed, byte[] hash) throws UnreadableException {
        var bytes = seal.open(sealed, row(hash)).orElseThrow(() -> new UnreadableException("another key"));
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            in.setObjectInputFilter(SessionAttributes::mayBeRead);
            var attributes = new HashMap<String, Object>();
            if (in.readObject() instanceof Map<?, ?> read) {
                read.forEach((name, value) -> attributes.put((String) name, asWas(value)));
            }
            return attributes;
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new UnreadableException(e.getClass().getSimpleName());
        }
    }

    /** Of who is signed in only what is ours: Spring Security's classes change with its versions. */
    private static Object kept(Object value) {
        if (value instanceof SecurityContext context) {
            var authentication = context.getAuthentication();
            if (authentication != null && authentication.getPrincipal() instanceof Actor.Session session) {
                return session;
            }
        }
        return value;
    }

    private static Object asWas(Object kept) {
        return kept instanceof Actor.Session session ? new SecurityContextImpl(SignedIn.session(session)) : kept;
    }

    private static Status mayBeRead(ObjectInputFilter.FilterInfo info) {
        if (info.depth() > MAX_DEPTH || info.streamBytes() > MAX_BYTES || info.arrayLength() > MAX_BYTES) {
            return Status.REJECTED;
        }
        var type = info.serialClass();
        return type == null || isListed(type) ? Status.ALLOWED : Status.REJECTED;
    }

    private static boolean isListed(Class<?> type) {
        var element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || element.getName().startsWith(OURS) || OTHERS.contains(element.getName());
    }

    private static String row(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
