package musubi.content.media;

import java.nio.file.Path;

/** A size of a medium, in a file of this machine. */
public record MadeFile(MediumSize size, String contentType, Path path, long bytes) {}
