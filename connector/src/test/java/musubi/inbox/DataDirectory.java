package musubi.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The bytes of all files below a directory, whatever they are. */
public final class DataDirectory {

    private DataDirectory() {}

    /** Which of the words stand in which file, as text in UTF-8, or as bytes where they are hexadecimal ids. */
    public static List<String> find(Path directory, Collection<String> words) {
        var found = new ArrayList<String>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        look(directory, file, words, found);
                    }
                    return FileVisitResult.CONTINUE;
                }

                // a running server removes files as it goes
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void look(Path directory, Path file, Collection<String> words, List<String> found)
            throws IOException {
        var bytes = new String(bytes(file), StandardCharsets.ISO_8859_1);
        for (var word : words) {
            if (bytes.contains(new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))) {
                found.add(word + " in " + directory.relativize(file));
            }
        }
    }

    /** It may be gone by now. */
    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException ignored) {
            return new byte[0];
        }
    }
}
