package musubi.scenario;

import static musubi.scenario.ScenarioCalls.errors;
import static musubi.scenario.ScenarioCalls.json;
import static musubi.scenario.ScenarioWorld.send;
import static musubi.scenario.ScenarioWorld.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import musubi.testing.TestWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where friends could not open links through this Musubi, there are none. */
class ClicksNeedHttpsTests {

    @RegisterExtension
    static final TestWorld WORLD = TestWorld.with(Map.of("musubi.public-base-url", "http://musubi.example.com"));

    @Test
    void conditionsAboutClicksAreRefusedAndLinksGoOutAsTheyAreWritten() {
        var it = new ScenarioWorld(WORLD);
        var calls = new ScenarioCalls(WORLD, it.connection());
        var wrong = json("""
                {'name':'A','trigger':{'kind':'MANUAL'},'exits':['REPLIED','CLICKED'],
                 'steps':[{'key':'a','message':{'bubbles':[{'type':'text','text':'https://example.com/'}]}},
                   {'key':'b','wait':'PT1H','branch':{'if':{'clicked':'a'},'then':[]}}]}""");
        assertThat(errors(calls.call("POST", calls.path(), wrong, 422)))
                .containsExactly("exits[1] LINKS_NOT_HTTPS", "steps[1].branch.if.clicked LINKS_NOT_HTTPS");
        var scenario = it.byHand(send("a", "https://example.com/", Duration.ZERO));
        var friends = it.friends(1);
        it.enter(scenario, it.contacts(friends));
        it.ended(scenario);
        assertThat(texts(friends.getFirst())).containsExactly("https://example.com/");
    }
}
