package io.stoker.trust;

import io.stoker.task.Visible;
import io.stoker.trust.AuditLog.Who;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One line of the audit log: a JSON object in ASCII, so that no text in it can forge another line or look like it. */
final class AuditLine {
    static final int LONGEST_TEXT = 500;

    private final StringBuilder json = new StringBuilder(200);

    AuditLine(Instant time, String what) {
        text("time", time.truncatedTo(ChronoUnit.MILLIS).toString()).text("what", what);
    }

    AuditLine who(Who who) {
        if (who instanceof Who.Node node) {
            Identity identity = node.identity();
            return text("role", identity.role().word())
                    .text("id", identity.id())
                    .text("serial", identity.serial());
        } else if (who instanceof Who.Token token) {
            return text("token", token.name());
        } else if (who instanceof Who.Owner owner) {
            return text("command", owner.command());
        }
        return text("address", ((Who.Unknown) who).address());
    }

    AuditLine about(Map<String, String> about) {
        new TreeMap<>(about).forEach(this::text);
        return this;
    }

    AuditLine ids(IdRanges ids, long count) {
        return text("ids", ids.toString()).count(count);
    }

    /** How often it happened, where that was more than once. */
    AuditLine times(long times) {
        return times <= 1 ? this : name("times").number(times);
    }

    AuditLine count(long count) {
        return name("count").number(count);
    }

    private AuditLine number(long number) {
        json.append(number);
        return this;
    }

    private AuditLine text(String name, String value) {
        name(name);
        boolean fits = value.length() <= LONGEST_TEXT;
        quote(Visible.of(fits ? value : value.substring(0, LONGEST_TEXT) + "..."));
        return this;
    }

    private AuditLine name(String name) {
        json.append(json.isEmpty() ? '{' : ',');
        quote(name);
        json.append(':');
        return this;
    }

    private void quote(String value) {
        json.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c >= ' ' && c <= '~') {
                json.append((char) c);
            } else {
                json.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        json.append('"');
    }

    /** The whole line, without its end. */
    @Override
    public String toString() {
        return json + "}";
    }
}
