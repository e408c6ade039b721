package musubi.alert;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import musubi.user.Language;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who wants to be told what: in the database. Addresses of webhooks are encrypted there. */
@Component
class ChoiceRepository {

    private final JdbcClient jdbc;

    ChoiceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A webhook as it is stored. */
    record Stored(UUID connectionId, String sealedAddress, Set<AlertKind> kinds, Language language) {}

    Set<AlertKind> of(UUID personId) {
        return jdbc
                .sql("select kind from alert_choice where person_id = ?")
                .param(personId)
                .query((row, ignored) -> AlertKind.valueOf(row.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AlertKind.class)));
    }

    Set<UUID> peopleWith(AlertKind kind) {
        return Set.copyOf(jdbc.sql("select person_id from alert_choice where kind = ?")
                .param(kind.name())
                .query((row, ignored) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Replaces a person's choices. The caller begins the transaction. */
    void set(UUID personId, Collection<AlertKind> kinds) {
        jdbc.sql("delete from alert_choice where person_id = ?").param(personId).update();
        kinds.forEach(kind -> jdbc.sql("insert into alert_choice (person_id, kind) values (?, ?)")
                .params(personId, kind.name())
                .update());
    }

    Optional<Stored> webhook(UUID connectionId) {
        return Optional.ofNullable(webhooks(List.of(connectionId)).get(connectionId));
    }

    Map<UUID, Stored> webhooks(Collection<UUID> connectionIds) {
        return jdbc
                .sql("select * from alert_webhook where connection_id = any (:ids)")
                .param("ids", connectionIds.toArray(UUID[]::new))
                .query((row, ignored) -> new Stored(
                        row.getObject("connection_id", UUID.class),
                        row.getString("address"),
                        Arrays.stream((String[]) row.getArray("kinds").getArray())
                                .map(AlertKind::valueOf)
                                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AlertKind.class))),
                        Language.of(row.getString("language")).orElse(Language.JA)))
                .list()
                .stream()
                .collect(Collectors.toMap(Stored::connectionId, stored -> stored));
    }

    void save(Stored webhook) {
        jdbc.sql("""
                        insert into alert_webhook (connection_id, address, kinds, language)
                        select id, :address, :kinds, :language from connection where id = :connection
                        on conflict (connection_id) do update
                        set address = :address, kinds = :kinds, language = :language
                        """)
                .param("connection", webhook.connectionId())
                .param("address", webhook.sealedAddress())
                .param("kinds", webhook.kinds().stream().map(Enum::name).toArray(String[]::new))
                .param("language", webhook.language().code())
                .update();
    }

    void deleteWebhook(UUID connectionId) {
        jdbc.sql("delete from alert_webhook where connection_id = ?")
                .param(connectionId)
                .update();
    }
}
