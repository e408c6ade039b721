package musubi.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** HubSpot's bodies as they were seen, and what is read out of them. */
class HubSpotErrorTests {

    @Test
    void theSecondIdOfAConflictOwnsTheValue() {
        assertThat(error("""
                {"status":"error","message":"Cannot set PropertyValueCoordinates{portalId=44956899, objectTypeId=ObjectTypeId{legacyObjectType=CONTACT}, propertyName=email, value=a@b.com} on 552148386511. 552239500007 already has that value.","category":"VALIDATION_ERROR"}""").ownerOfValue()).contains("552239500007");
    }

    @Test
    void theOtherFormOfAConflictNamesItToo() {
        var error = error("""
                {"status":"error","message":"Contact already exists. Existing ID: 12345","category":"CONFLICT"}""");
        assertThat(error.ownerOfValue()).contains("12345");
        assertThat(error.alreadyExists()).isTrue();
    }

    @Test
    void detailsAreReadOutOfTheMessage() {
        var error = error("""
                {"status":"error","category":"VALIDATION_ERROR","message":"Property values were not valid: [{\\"isValid\\":false,\\"message\\":\\"Property \\\\\\"x\\\\\\" does not exist\\",\\"error\\":\\"PROPERTY_DOESNT_EXIST\\",\\"name\\":\\"x\\"}]"}""");
        assertThat(error.isUnknownProperty()).isTrue();
        assertThat(error.properties()).containsExactly("x");
    }

    @Test
    void missingScopesAreNamed() {
        assertThat(error("""
                {"category":"MISSING_SCOPES","errors":[{"context":{"requiredGranularScopes":["crm.objects.contacts.read"]}}]}""").missingScopes()).containsExactly("crm.objects.contacts.read");
    }

    @Test
    void aBodyWithoutAnyFieldIsAnErrorAllTheSame() {
        var error = error("{}");
        assertThat(error.category()).isEmpty();
        assertThat(error.ownerOfValue()).isEmpty();
        assertThat(error.isUnknownProperty()).isFalse();
    }

    @Test
    void whatMayHoldThePersonsValuesIsNotInWhatIsLogged() {
        assertThat(error("""
                {"message":"Email address sakura@example.com is invalid","category":"VALIDATION_ERROR"}""").toString()).doesNotContain("sakura");
    }

    private static HubSpotError error(String body) {
        return HubSpotError.of(JsonMapper.builder().build().readTree(body));
    }
}
