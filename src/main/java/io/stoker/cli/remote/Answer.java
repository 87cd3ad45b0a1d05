package io.stoker.cli.remote;

import io.stoker.cli.remote.CallException.Kind;
import java.nio.charset.StandardCharsets;

/**
 * What the controller has answered to a request that it has carried out.
 *
 * @param status below 400
 * @param body all of it
 */
record Answer(int status, byte[] body) {
    static final int ACCEPTED = 202;

    /** Whether it is not finished. */
    boolean isOpen() {
        return status == ACCEPTED;
    }

    /** The body as text, without the line end behind it. */
    String text() {
        return new String(body, StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * The body as an object; an empty one if there is no body.
     *
     * @throws CallException if it is something else
     */
    JsonObject object() {
        try {
            return body.length == 0 ? JsonObject.EMPTY : JsonObject.parse(body);
        } catch (IllegalArgumentException e) {
            throw new CallException(
                    ExitCodes.UNREACHABLE,
                    Kind.REFUSED,
                    "the answer is not one of a controller: " + Output.shown(String.valueOf(e.getMessage()), 200));
        }
    }
}
