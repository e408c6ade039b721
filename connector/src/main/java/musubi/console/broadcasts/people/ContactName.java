package musubi.console.broadcasts.people;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import musubi.connection.Connection;
import musubi.contact.LineProperty;

/** How a contact is called: the name in HubSpot, else the one on LINE. */
public final class ContactName {

    private ContactName() {}

    /** The properties that it takes. */
    public static List<String> properties(Connection connection) {
        return List.of(connection.propertyNames().of(LineProperty.USER_NAME), "lastname", "firstname");
    }

    /** Empty where the contact has none. */
    public static String of(Connection connection, Map<String, String> properties) {
        return Stream.of(
                        properties.getOrDefault("lastname", "") + " " + properties.getOrDefault("firstname", ""),
                        properties.getOrDefault(connection.propertyNames().of(LineProperty.USER_NAME), ""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }
}
