package musubi.standins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import musubi.contact.LineProperty;
import musubi.contact.PropertyNames;
import musubi.sandbox.hubspot.ListKind;
import musubi.sandbox.hubspot.Portal;

/** What a newcomer finds in the sandbox's HubSpot: some contacts who are not friends on LINE, and lists to send to. */
final class SandboxLists {

    /** Family name and given name. */
    private static final List<List<String>> PEOPLE = List.of(
            List.of("佐藤", "美咲"),
            List.of("鈴木", "大輔"),
            List.of("高橋", "結衣"),
            List.of("田中", "翔太"),
            List.of("伊藤", "陽菜"),
            List.of("渡辺", "拓海"),
            List.of("山本", "千尋"),
            List.of("中村", "直樹"));

    private static final int VIP = 3;

    private SandboxLists() {}

    /** Adds them to an empty portal: the friends who follow as an active list, which fills itself, and two static ones. */
    static void addTo(Portal portal) {
        var ids = new ArrayList<Long>();
        for (var person : PEOPLE) {
            var contact = portal.createContact(Map.of(
                    "lastname", person.getFirst(),
                    "firstname", person.getLast(),
                    "email", "customer%d@example.com".formatted(ids.size() + 1)));
            ids.add(contact.id());
        }
        portal.lists().addDynamic("フォロー中の友だち", PropertyNames.ofSerial(1).of(LineProperty.FOLLOW), "YES");
        portal.lists().add("メルマガ会員", ListKind.MANUAL, ids);
        portal.lists().add("VIP会員", ListKind.MANUAL, ids.subList(0, VIP));
    }
}
