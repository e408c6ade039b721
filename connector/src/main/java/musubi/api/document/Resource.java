package musubi.api.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kind of resource that a path can name.
 *
 * @param segment of the path before the id
 * @param word its name in texts
 * @param example an id
 */
record Resource(String segment, String word, String example) {

    private static final List<Resource> ALL = List.of(
            new Resource("connections", "connection", "5f0c4a0e-3a57-4c0c-9d0a-0f5b7a1a2b3c"),
            new Resource("imports", "import", "0b7e6a52-1c1b-4f0a-8f5e-6f3f6f0f2d11"),
            new Resource("links", "link", "7k2m9qx4wd"),
            new Resource("media", "medium", "3f2b9c1e-7a54-4d0e-9b6a-2c8d1e5f7a90"),
            new Resource("messages", "message", "9f2d6c1e-7a40-4c39-b5de-2f1c0a8e4d73"),
            new Resource("broadcasts", "broadcast", "1d7b3f60-52c4-4a9e-8e1b-7c0f9a6d2e58"),
            new Resource("scenarios", "scenario", "7e1c5a92-0d34-4b6f-8a27-4f9b3c6e8d15"),
            new Resource("failures", "failure", "4711"),
            new Resource("installs", "installation", "c2a1f7de-58a0-4b8e-9f0f-3d2b1a0c9e8d"));

    /** The resource that the variable of a path names. */
    static Optional<Resource> named(String path) {
        var segments = Arrays.asList(path.split("/"));
        return ALL.stream()
                .filter(thing -> {
                    var place = segments.indexOf(thing.segment()) + 1;
                    return place > 0
                            && place < segments.size()
                            && segments.get(place).startsWith("{");
                })
                .findFirst();
    }

    /** The path with the id of the example. */
    String in(String path) {
        return path.replaceAll("\\{[^}]*}", example);
    }
}
