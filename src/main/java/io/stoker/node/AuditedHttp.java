package io.stoker.node;

import io.stoker.http.HttpAudit;
import io.stoker.trust.AuditEvent;
import io.stoker.trust.AuditLog;
import java.util.List;

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
        AuditEvent whole = line.with("wanted", event.method() + " " + event.path())
                .with("status", Integer.toString(event.status()))
                .with("reason", refused == null ? "" : refused);
        log.add(event.ids().isEmpty() ? whole : withIds(whole, event.ids()));
    }

    private static AuditEvent withIds(AuditEvent event, List<Long> ids) {
        long[] ranges = ids.stream().mapToLong(Long::longValue).toArray();
        long count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            count += ranges[i + 1] - ranges[i] + 1;
        }
        return event.ids(ranges, count);
    }

    private static String what(boolean refused) {
        return refused ? AuditEvent.REFUSED : "requested";
    }
}
