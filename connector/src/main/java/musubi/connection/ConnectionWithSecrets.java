package musubi.connection;

/** A connection with what opens it. */
record ConnectionWithSecrets(Connection connection, Secrets secrets) {}
