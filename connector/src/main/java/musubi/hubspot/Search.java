package musubi.hubspot;

import java.util.List;

/**
 * A search for contacts. HubSpot's index lags behind by seconds, so a search must never decide whether a contact exists.
 *
 * @param anyOf at most 5 groups of at most 6 filters, 18 in all; a contact matches when all filters of one group do
 * @param sortBy internal name of the property
 * @param limit at most 200
 * @param after {@link SearchPage#next} of the page before; empty for the first. HubSpot goes no further than 10,000
 * @see <a href="https://developers.hubspot.com/docs/api-reference/search/guide">Search</a>
 */
public record Search(
        List<List<Filter>> anyOf, List<String> properties, String sortBy, boolean descending, int limit, String after) {

    /**
     * One condition.
     *
     * @param operator such as {@code EQ}, {@code HAS_PROPERTY}, {@code CONTAINS_TOKEN}
     * @param value empty for operators without one
     * @param highValue of {@code BETWEEN}; empty for all others
     */
    public record Filter(String property, String operator, String value, String highValue) {

        /** Of an operator with one value, or none. */
        public Filter(String property, String operator, String value) {
            this(property, operator, value, "");
        }

        /** Lies between two values, or is one of them. */
        public static Filter between(String property, String low, String high) {
            return new Filter(property, "BETWEEN", low, high);
        }

        /** Has any value. */
        public static Filter known(String property) {
            return new Filter(property, "HAS_PROPERTY", "");
        }

        /** Has no value. */
        public static Filter unknown(String property) {
            return new Filter(property, "NOT_HAS_PROPERTY", "");
        }

        /** Leaves out the value, which must not appear in a log. */
        @Override
        public String toString() {
            return "Filter[%s %s]".formatted(property, operator);
        }
    }
}
