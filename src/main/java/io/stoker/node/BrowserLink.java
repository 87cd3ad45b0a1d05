package io.stoker.node;

import io.stoker.http.Capability;
import java.util.Arrays;
import java.util.List;

/** The address with which a browser gets into the HTTP interface, once. */
public final class BrowserLink {
    private BrowserLink() {}

    /** What a browser may be allowed, in words, the least first. */
    public static List<String> capabilities() {
        return Arrays.stream(Capability.values()).map(Capability::word).toList();
    }

    /**
     * Gets one from the controller of a profile.
     *
     * @param capability one of {@link #capabilities}
     * @throws NodeException if there is no controller, or it refuses
     * @throws io.stoker.trust.KeyFileException if the profile's token cannot be read
     */
    public static String of(Profile profile, String capability) {
        HttpTarget target = HttpTarget.of(profile);
        HttpCall.Answer answer = HttpCall.send(target, "POST", "/link", capability);
        String path = answer.fields().get("path");
        if (path == null) {
            throw new NodeException("the controller makes no link: "
                    + answer.fields().getOrDefault("detail", "it answers " + answer.status()));
        }
        return target.url() + path;
    }
}
