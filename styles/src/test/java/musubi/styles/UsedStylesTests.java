package musubi.styles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UsedStylesTests {

    @Test
    void whatNoPageNamesIsLeftOut() {
        assertThat(UsedStyles.of(".btn{color:red}.modal{color:blue}", Set.of("btn")))
                .isEqualTo(".btn{color:red}");
    }

    @Test
    void ofARuleThoseSelectorsStayThatCanMatch() {
        assertThat(UsedStyles.of(".btn,.modal .btn,.btn:hover{color:red}", Set.of("btn")))
                .isEqualTo(".btn,.btn:hover{color:red}");
    }

    @Test
    void elementsStatesCustomPropertiesAndAnimationsStay() {
        var styles = ":root{--ink:#111}body{margin:0}[data-bs-theme=dark]{--ink:#eee}"
                + "@keyframes spin{from{opacity:0}to{opacity:1}}";
        assertThat(UsedStyles.of(styles, Set.of()))
                .contains(":root{--ink:#111}", "body{margin:0}", "[data-bs-theme=dark]{--ink:#eee}", "@keyframes spin");
    }

    @Test
    void mediaQueriesAreLookedInto() {
        assertThat(UsedStyles.of(
                        "@media print{.btn{color:red}.modal{color:blue}}@media screen{.modal{color:blue}}",
                        Set.of("btn")))
                .isEqualTo("@media print{.btn{color:red}}");
    }

    @Test
    void theLicenseStays() {
        assertThat(UsedStyles.of("/*! Somebody, MIT */.btn{color:red}/* a note */", Set.of("btn")))
                .isEqualTo("/*! Somebody, MIT */\n.btn{color:red}");
    }

    @Test
    void whatIsNoStyleSheetIsRefused() {
        assertThatThrownBy(() -> UsedStyles.of("}}}{{{", Set.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
