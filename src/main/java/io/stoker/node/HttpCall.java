package io.stoker.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A request to the HTTP interface of a profile's controller whose answer is a small object of texts. */
final class HttpCall {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_ANSWER = 64 << 10;

    private HttpCall() {}

    /** An answer that is an object of texts. */
    record Answer(int status, Map<String, String> fields) {}

    /**
     * Sends it with the target's token.
     *
     * @param capability the word for what is to be done
     * @throws NodeException if there is no such answer
     * @throws io.stoker.trust.KeyFileException if the token cannot be read
     */
    static Answer send(HttpTarget target, String method, String path, String capability) {
        try {
            HttpURLConnection call = target.open(method, path, target.token(capability), TIMEOUT_MILLIS);
            int status = call.getResponseCode();
            try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
                String text = in == null ? "" : new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                return new Answer(status, ConnectionInfo.fields(text));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NodeException(target.name() + " does not answer at " + target.url() + ": " + e.getMessage(), e);
        }
    }
}
