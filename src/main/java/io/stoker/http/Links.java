package io.stoker.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Location;
import akka.http.javadsl.model.headers.SetCookie;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a browser gets a session: a command shows its token and prints the link that it gets for it. */
final class Links {
    /** Where links are made and opened. */
    static final String PATH = "/link";

    private static final String CODE = "code";

    private final Sessions sessions;
    private final Authentication authentication;

    Links(Sessions sessions, Authentication authentication) {
        this.sessions = sessions;
        this.authentication = authentication;
    }

    /** A link with what the caller may do itself. A session makes no other: it would outlive being ended. */
    HttpResponse make(Caller caller) {
        if (caller.byCookie()) {
            return Answers.refused(
                    403, "a session makes no links", "a browser's session makes no links: use a token for it");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("path", PATH + "?" + CODE + "=" + sessions.code(caller.capability()));
        fields.put("capability", caller.capability().word());
        return Answers.json(200, fields);
    }

    /** Whether a link is being opened. */
    static boolean isOpened(HttpRequest request) {
        return code(request) != null;
    }

    /** Begins the session of the link. */
    HttpResponse open(HttpRequest request, int port) {
        String code = code(request);
        Sessions.Opened session = code == null ? null : sessions.open(code);
        if (session == null) {
            return Answers.refused(
                    401,
                    "its link was used or is too old",
                    "this link was opened before, or was made more than " + Sessions.CODE_LIFE.toSeconds()
                            + " s ago: open a new one that 'scripts/stoker link' prints");
        }
        return HttpResponse.create()
                .addAttribute(Permission.CALLER, session.caller())
                .withStatus(StatusCodes.SEE_OTHER)
                .addHeader(Location.create("/"))
                .addHeader(SetCookie.create(authentication.cookie(session.secret(), port)));
    }

    private static @Nullable String code(HttpRequest request) {
        return request.method().value().equals("GET") && request.getUri().path().equals(PATH)
                ? request.getUri().query().get(CODE).orElse(null)
                : null;
    }
}
