package musubi.connection;

import java.util.Optional;

/** What a person changes of a connection; what is empty stays as it is. New credentials are tried before they are saved. */
public record ConnectionChange(
        Optional<String> name, LineAccount line, Optional<String> hubspotAccessToken, OptionsChange options) {

    /** Takes away the blanks that come along with copying; a blank token counts as empty. */
    public ConnectionChange {
        name = name.map(String::strip);
        hubspotAccessToken = LineAccount.cleaned(hubspotAccessToken);
    }

    /** Does not tell the secrets. */
    @Override
    public String toString() {
        return "ConnectionChange[…]";
    }
}
