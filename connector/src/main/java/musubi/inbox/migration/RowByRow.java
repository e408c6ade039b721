package musubi.inbox.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows and writes something for each, a thousand at a time, so that memory stays small however many there are. */
final class RowByRow {

    private static final int CHUNK = 1_000;

    /** Sets the parameters of the write for a row. */
    @FunctionalInterface
    interface Parameters {
        void set(ResultSet row, PreparedStatement write) throws SQLException;
    }

    private RowByRow() {}

    /** In the connection's transaction; without one the driver would read all rows at once. */
    static void write(Connection connection, String read, String write, Parameters parameters) throws SQLException {
        try (var select = connection.createStatement();
                var target = connection.prepareStatement(write)) {
            select.setFetchSize(CHUNK);
            try (var rows = select.executeQuery(read)) {
                for (var count = 1; rows.next(); count++) {
                    parameters.set(rows, target);
                    target.addBatch();
                    if (count % CHUNK == 0) {
                        target.executeBatch();
                    }
                }
            }
            target.executeBatch();
        }
    }
}
