package musubi.link;

/**
 * HubSpot's drill-downs of where a contact came from first: the values of its property {@code hs_analytics_source}, in
 * HubSpot's own words.
 */
public enum OriginalSource {
    ORGANIC_SEARCH,
    PAID_SEARCH,
    EMAIL_MARKETING,
    SOCIAL_MEDIA,
    REFERRALS,
    OTHER_CAMPAIGNS,
    DIRECT_TRAFFIC,
    OFFLINE,
    PAID_SOCIAL,
    AI_REFERRALS
}
