package musubi.api.broadcasts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import musubi.connection.sending.SendingOptions.NoteOnContact;
import musubi.connection.sending.SendingOptions.UpdateContacts;
import musubi.result.ResultProgress;
import musubi.result.WaitReason;
import org.jspecify.annotations.Nullable;

/** What a broadcast leaves on contacts, as REST answers it. */
@Schema(name = "BroadcastContacts")
record ContactsAnswer(
        @Schema(description = "On whose contacts the last broadcast is written")
        UpdateContacts update,

        @Schema(description = "Contacts that are still to be updated")
        long left,

        @Schema(description = "Contacts that are gone, or that HubSpot does not take")
        long refused,

        @Schema(description = "On whose timelines it is noted")
        NoteOnContact note,

        @Schema(description = "Notes that are still to be written")
        long notesLeft,

        long notesRefused,

        @Schema(description = "Why nothing is written for now; it goes on by itself") @Nullable
        WaitingAnswer waiting) {

    static ContactsAnswer of(ResultProgress progress) {
        return new ContactsAnswer(
                progress.updateContacts(),
                progress.contactsLeft(),
                progress.contactsRefused(),
                progress.noteOnContact(),
                progress.notesLeft(),
                progress.notesRefused(),
                progress.waiting()
                        .map(waiting -> new WaitingAnswer(waiting.reason(), waiting.detail(), waiting.since()))
                        .orElse(null));
    }

    @Schema(name = "BroadcastContactsWaiting")
    record WaitingAnswer(
            WaitReason reason,

            @Schema(
                    description = "The scopes that are missing, where it is that",
                    example = "crm.objects.contacts.write")
            String detail,

            Instant since) {}
}
