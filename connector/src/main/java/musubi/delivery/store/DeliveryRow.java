package musubi.delivery.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import musubi.delivery.Delivery;
import musubi.delivery.DeliveryCounts;
import musubi.delivery.DeliveryPurpose;
import musubi.delivery.DeliveryState;
import musubi.delivery.Held;
import musubi.delivery.Pause;
import musubi.delivery.PauseReason;
import musubi.delivery.SendMethod;
import musubi.system.SqlTime;

/** A row of the table {@code delivery}, as it is read. */
final class DeliveryRow {

    static final String COLUMNS = "id, connection_id, purpose, method, state, recipients, sent, uncertain, refused,"
            + " pause_reason, pause_detail, paused_at, waits_for, waits_since, held, held_since, released,"
            + " started_at, ended_at";

    private DeliveryRow() {}

    static Delivery delivery(ResultSet row, int number) throws SQLException {
        var reason = row.getString("pause_reason");
        var waitsFor = row.getString("waits_for");
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                DeliveryPurpose.valueOf(row.getString("purpose")),
                SendMethod.valueOf(row.getString("method")),
                DeliveryState.valueOf(row.getString("state")),
                new DeliveryCounts(
                        row.getLong("recipients"),
                        row.getLong("sent"),
                        row.getLong("uncertain"),
                        row.getLong("refused")),
                reason == null
                        ? Optional.empty()
                        : Optional.of(new Pause(
                                PauseReason.valueOf(reason),
                                row.getString("pause_detail"),
                                SqlTime.instant(row, "paused_at"))),
                waitsFor == null
                        ? Optional.empty()
                        : Optional.of(WaitsFor.of(waitsFor, SqlTime.instant(row, "waits_since"))),
                held(row),
                SqlTime.optionalInstant(row, "started_at"),
                SqlTime.optionalInstant(row, "ended_at"));
    }

    private static Held held(ResultSet row) throws SQLException {
        return row.getObject("released") == null && row.getLong("held") > 0
                ? new Held(row.getLong("held"), SqlTime.optionalInstant(row, "held_since"))
                : Held.NOTHING;
    }
}
