package musubi.hubspot.http;

import musubi.hubspot.HubSpotSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Registers the settings of the platform. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HubSpotSettings.class)
class HubSpotConfiguration {}
