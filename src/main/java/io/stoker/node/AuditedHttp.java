package io.stoker.node;

import io.stoker.http.HttpAudit;
import io.stoker.trust.AuditEvent;
import io.stoker.trust.AuditLog;

/** Takes down in the audit log what the HTTP interface tells of its callers. */
record AuditedHttp(AuditLog log) implements HttpAudit {
    @Override
    public void requested(Event event) {
        String caller = event.caller();
        String refused = event.refused();
        AuditEvent line = caller == null
                ? AuditEvent.of(new AuditLog.Who.Unknown(event.address()), what(refused != null))
                : AuditEvent.of(new AuditLog.Who.Token(caller), what(refused != null))
                        .with("address", event.address());
        log.add(line.with("wanted", event.method() + " " + event.path())
                .with("status", Integer.toString(event.status()))
                .with("reason", refused == null ? "" : refused));
    }

    private static String what(boolean refused) {
        return refused ? AuditEvent.REFUSED : "requested";
    }
}
