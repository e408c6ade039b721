package musubi.link;

/**
 * The values of HubSpot's property {@code hs_analytics_source}: where a contact came from first.
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
