package io.stoker.cli;

import io.stoker.node.Profile;
import io.stoker.trust.AuditEvent;
import io.stoker.trust.AuditLog;
import java.io.IOException;

/** Takes down in the profile's audit log what a command has changed about who may do what. */
final class Audited {
    private Audited() {}

    /** The beginning of such a line. */
    static AuditEvent event(String command, String what) {
        return AuditEvent.of(new AuditLog.Who.Owner(command), what);
    }

    /** Adds the line. What was done stays done where that fails, so that it is only said. */
    static void add(Profile profile, AuditEvent event) {
        try {
            AuditLog.append(profile.auditLog(), event);
        } catch (IOException e) {
            System.err.println("stoker: this is done, but " + profile.auditLog() + " cannot be written: " + e);
        }
    }
}
