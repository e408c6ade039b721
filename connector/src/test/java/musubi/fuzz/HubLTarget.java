package musubi.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import musubi.testing.TestWorld;
import tools.jackson.databind.json.JsonMapper;

/** Bubbles whose text was put together from pieces of HubL and anything, shown for nobody and for a contact. */
final class HubLTarget implements Target {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> PIECES = List.of(
            "{{ contact.firstname }}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            " contact.",
            "|default('x', true)",
            "|",
            "{% if contact.lastname == 'a' %}",
            "{% endif %}",
            "{% else %}",
            "{% for a in contact %}",
            "{% set a = [1,2] %}",
            "{{ a.b.c.d() }}",
            "{{ ''.__class__ }}",
            "{{ 1/0 }}",
            "{{ 9**999999 }}",
            "{% raw %}",
            "{{ contact['email'] }}",
            "'",
            "\"",
            "(",
            ")",
            "[0]",
            "\\");

    private final FuzzWorld world;

    HubLTarget(FuzzWorld world) {
        this.world = world;
    }

    @Override
    public void run(Bits bits) {
        var text = new StringBuilder();
        var pieces = bits.below(40);
        for (var i = 0; i < pieces; i++) {
            text.append(bits.chance(3) ? bits.text(20) : PIECES.get(bits.below(PIECES.size())));
        }
        var body = JSON.writeValueAsString(Map.of(
                "message", Map.of("bubbles", List.of(Map.of("type", "text", "text", text.toString())))));
        var path = "/api/connections/" + world.connection().id() + "/messages/preview";
        var answer = world.call(
                "POST",
                path,
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + TestWorld.API_TOKEN, "Content-Type", "application/json"));
        world.world().contract().check("POST", path, answer);
    }
}
