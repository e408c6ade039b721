package musubi.tracking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the address of a link says, sealed.
 *
 * @param id of the broadcast, or of the step of a scenario
 * @param variant 0 to {@value #MAX_VARIANT}
 * @param number 1 to {@value #MAX_NUMBER}
 * @param person whose link it is; empty where it is the same for all
 * @param target where it leads; empty where the link table has it
 * @param test whether it was sent as a test, and is not counted
 */
record LinkToken(
        UUID id, int variant, int number, Optional<ClickPerson> person, Optional<String> target, boolean test) {

    static final int MAX_VARIANT = 15;
    static final int MAX_NUMBER = 4_095;

    private static final Pattern USER_ID = Pattern.compile("U[0-9a-f]{32}");
    private static final HexFormat HEX = HexFormat.of();

    /** Of the form, so that a later one can be told from it. */
    private static final int VERSION = 1;

    private static final int PERSON = 0x10;
    private static final int TARGET = 0x20;
    private static final int TEST = 0x40;
    private static final int HEAD = 1 + 2 + 16;
    private static final int OF_PERSON = 8 + 16;

    /** One whose person has no LINE user id as LINE makes them is for nobody. */
    LinkToken {
        person = person.filter(known -> USER_ID.matcher(known.userId()).matches());
    }

    byte[] bytes() {
        var url = target.orElse("").getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(HEAD + (person.isPresent() ? OF_PERSON : 0) + url.length);
        bytes.put((byte)
                (VERSION | (person.isPresent() ? PERSON : 0) | (target.isPresent() ? TARGET : 0) | (test ? TEST : 0)));
        bytes.putShort((short) (variant << 12 | number));
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        person.ifPresent(known ->
                bytes.putLong(known.contactId()).put(HEX.parseHex(known.userId().substring(1))));
        return bytes.put(url).array();
    }

    /** Of bytes that were authenticated: empty only where another version of Musubi made them. */
    static Optional<LinkToken> of(byte[] authenticated) {
        var bytes = ByteBuffer.wrap(authenticated);
        if (authenticated.length < HEAD) {
            return Optional.empty();
        }
        var flags = bytes.get();
        var place = Short.toUnsignedInt(bytes.getShort());
        var hasPerson = (flags & PERSON) != 0;
        if ((flags & 0x8F) != VERSION || authenticated.length < HEAD + (hasPerson ? OF_PERSON : 0)) {
            return Optional.empty();
        }
        var id = new UUID(bytes.getLong(), bytes.getLong());
        var person = Optional.<ClickPerson>empty();
        if (hasPerson) {
            var contactId = bytes.getLong();
            var user = new byte[16];
            bytes.get(user);
            person = Optional.of(new ClickPerson(contactId, "U" + HEX.formatHex(user)));
        }
        var url = new byte[bytes.remaining()];
        bytes.get(url);
        return Optional.of(new LinkToken(
                id,
                place >>> 12,
                place & MAX_NUMBER,
                person,
                (flags & TARGET) == 0 ? Optional.empty() : Optional.of(new String(url, StandardCharsets.UTF_8)),
                (flags & TEST) != 0));
    }

    /** Leaves out the person, and where it leads. */
    @Override
    public String toString() {
        return "LinkToken[id=%s, variant=%d, number=%d]".formatted(id, variant, number);
    }
}
