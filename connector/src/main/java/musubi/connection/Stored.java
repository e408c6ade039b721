package musubi.connection;

/** A connection with what opens it. */
record Stored(Connection connection, Secrets secrets) {}
