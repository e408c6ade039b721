package musubi.connection.store;

import musubi.connection.Connection;

/** A connection with its credentials. */
public record ConnectionWithSecrets(Connection connection, Secrets secrets) {}
