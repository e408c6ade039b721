package musubi.connection.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import musubi.connection.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The connections in the database, with their credentials. */
@Component
public final class ConnectionRepository {

    /** Each takes a second at least, which PostgreSQL waits before it looks for a deadlock. */
    private static final int MAX_DELETE_ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final ConnectionMapping mapping;

    ConnectionRepository(JdbcClient jdbc, ConnectionMapping mapping) {
        this.jdbc = jdbc;
        this.mapping = mapping;
    }

    /** All connections, the oldest first. A connection whose credentials cannot be decrypted is left out, so that the others work. */
    List<ConnectionWithSecrets> all() {
        return read("order by created_at, id", null);
    }

    /** The connection of a LINE Official Account, by the account's own LINE user id. */
    public Optional<Connection> findByBotUserId(String botUserId) {
        return all().stream()
                .map(ConnectionWithSecrets::connection)
                .filter(connection -> connection.botUserId().equals(botUserId))
                .findFirst();
    }

    /** Reads one connection and locks its row against changes until the transaction ends. */
    public Optional<ConnectionWithSecrets> lock(UUID id) {
        return read("where id = :id for no key update", id).stream().findFirst();
    }

    private List<ConnectionWithSecrets> read(String clause, @Nullable UUID id) {
        return jdbc.sql("""
                        select *,
                               array(select property from connection_property
                                     where connection_id = id order by property) as properties,
                               array(select internal_name from connection_property
                                     where connection_id = id order by property) as internal_names,
                               (select jsonb_agg(jsonb_build_object('code', code, 'arguments', to_jsonb(arguments))
                                                 order by seen_at, code)
                                from connection_problem where connection_id = id) as problems
                        from connection
                        """ + clause).param("id", id).query((row, number) -> mapping.read(row)).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Adds a connection. */
    public void insert(ConnectionWithSecrets added) {
        jdbc.sql("""
                insert into connection (id, name, state, serial, bot_user_id, basic_id, display_name, portal_id,
                    time_zone, japanese, auto_create_contacts, use_outside_line_ids, create_task_on_message,
                    ask_email_on_login, manage_groups, channel_id, channel_secret, channel_access_token,
                    login_channel_id, login_channel_secret, hubspot_access_token, page_after_login,
                    language, quiet_from, quiet_to, quota_reserve, price_per_message,
                    utm_source, utm_medium, utm_campaign, estimate_opens, update_contacts, note_on_contact,
                    opt_out_words, opt_in_words, opt_out_answer, opt_in_answer, created_at)
                values (:id, :name, :state, :serial, :bot, :basicId, :displayName, :portal, :timeZone, :japanese,
                    :autoCreate, :useOutside, :createTask, :askEmail, false, :channelId, :channelSecret,
                    :channelAccessToken, :loginChannelId, :loginChannelSecret, :hubspotAccessToken, :pageAfterLogin,
                    :language, :quietFrom, :quietTo, :quotaReserve, :pricePerMessage,
                    :utmSource, :utmMedium, :utmCampaign, :estimateOpens, :updateContacts, :noteOnContact,
                    :optOutWords::text[], :optInWords::text[], :optOutAnswer, :optInAnswer, :createdAt)
                """).params(mapping.parameters(added)).update();
        var connection = added.connection();
        connection
                .propertyNames()
                .mapped()
                .forEach((property, name) -> jdbc.sql("""
                        insert into connection_property (connection_id, property, internal_name)
                        values (:id, :property, :name)
                        """)
                        .param("id", connection.id())
                        .param("property", property.name())
                        .param("name", name)
                        .update());
    }

    /**
     * Updates a connection, except for what never changes (id, account, portal, serial, property names) and for what {@link
     * ConnectionStatusRepository} writes: problems and pauses.
     */
    public void update(ConnectionWithSecrets changed) {
        jdbc.sql("""
                update connection set name = :name, state = :state, basic_id = :basicId, display_name = :displayName,
                    time_zone = :timeZone, japanese = :japanese, auto_create_contacts = :autoCreate,
                    use_outside_line_ids = :useOutside, create_task_on_message = :createTask,
                    ask_email_on_login = :askEmail, channel_id = :channelId,
                    channel_secret = :channelSecret, channel_access_token = :channelAccessToken,
                    login_channel_id = :loginChannelId, login_channel_secret = :loginChannelSecret,
                    hubspot_access_token = :hubspotAccessToken, page_after_login = :pageAfterLogin,
                    language = :language, quiet_from = :quietFrom, quiet_to = :quietTo, quota_reserve = :quotaReserve,
                    price_per_message = :pricePerMessage, utm_source = :utmSource, utm_medium = :utmMedium,
                    utm_campaign = :utmCampaign, estimate_opens = :estimateOpens,
                    update_contacts = :updateContacts, note_on_contact = :noteOnContact,
                    opt_out_words = :optOutWords::text[],
                    opt_in_words = :optInWords::text[], opt_out_answer = :optOutAnswer, opt_in_answer = :optInAnswer
                where id = :id
                """).params(mapping.parameters(changed)).update();
    }

    /**
     * Deletes a connection; false when there was none with that id. Its rows in other tables are locked after its own, by work on it
     * (an import, a batch) before its own. Of two that wait for each other PostgreSQL ends one after a second: a deletion that it
     * ends is tried again, when the other is done. Not for use within a transaction.
     *
     * @throws PessimisticLockingFailureException when it was ended {@value #MAX_DELETE_ATTEMPTS} times
     */
    public boolean delete(UUID id) {
        for (var attempt = 1; ; attempt++) {
            try {
                return jdbc.sql("delete from connection where id = :id")
                                .param("id", id)
                                .update()
                        > 0;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MAX_DELETE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
