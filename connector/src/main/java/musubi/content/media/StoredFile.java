package musubi.content.media;

/** A size of a medium, in the database. */
record StoredFile(long id, String contentType, long bytes) {}
