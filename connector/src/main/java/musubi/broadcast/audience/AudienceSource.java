package musubi.broadcast.audience;

import musubi.hubspot.HubSpotException;

/** Reads an audience, part by part. Not thread-safe. */
public interface AudienceSource extends AutoCloseable {

    /**
     * The next part.
     *
     * @param size people of it, about
     * @throws ListGoneException when a list does not exist
     * @throws OutOfOrderException when a list came out of order: begin again, with the whole lists
     * @throws HubSpotException when HubSpot does not answer
     */
    AudiencePart next(int size);

    @Override
    void close();
}
