package io.stoker.node;

import io.stoker.controller.Audit;
import io.stoker.trust.AuditEvent;
import io.stoker.trust.AuditLog;
import io.stoker.trust.Identity;
import java.util.Map;

/** Takes down in the audit log what a controller tells of those who use it. */
record ControllerAudit(AuditLog log) implements Audit {
    private static final String ADDRESS = "address";
    private static final String INSTANCE = "instance";
    private static final String ENGINE = "engine";
    private static final String REASON = "reason";

    @Override
    public void sessionBegan(Who who, String instance) {
        log.add(event(who, "session-began").with(INSTANCE, instance));
    }

    @Override
    public void sessionEnded(Who who, String instance) {
        log.add(event(who, "session-ended").with(INSTANCE, instance));
    }

    @Override
    public void registered(Who who, String instance, int engine) {
        log.add(event(who, "registered").with(INSTANCE, instance).with(ENGINE, Integer.toString(engine)));
    }

    @Override
    public void refused(Who who, String what, String reason) {
        log.add(event(who, AuditEvent.REFUSED).with("wanted", what).with(REASON, reason));
    }

    /** With no more work than there must be: this may be told for each task. */
    @Override
    public void submitted(Who who, String instance, long first, int count) {
        Map<String, String> about = who.identity() == null
                ? Map.of(INSTANCE, instance)
                : Map.of(ADDRESS, who.address(), INSTANCE, instance);
        log.add(new AuditEvent(known(who), AuditEvent.SUBMITTED, about, new long[] {first, first + count - 1}, count));
    }

    @Override
    public void aborted(Who who, String instance, long task) {
        log.add(event(who, "aborted").with(INSTANCE, instance).ids(task, 1));
    }

    @Override
    public void cleared(Who who, String instance, long[] ranges, long count) {
        AuditEvent cleared = event(who, "cleared").with(INSTANCE, instance).ids(ranges, count);
        log.add(ranges.length > 0 ? cleared : cleared.with("which", "all").with("removed", Long.toString(count)));
    }

    @Override
    public void pinned(Who who, String instance, long[] ranges, boolean pinned, long count) {
        log.add(event(who, pinned ? "pinned" : "unpinned")
                .with(INSTANCE, instance)
                .ids(ranges, count));
    }

    @Override
    public void killed(Who who, String instance, int engine) {
        log.add(event(who, "engine-ended").with(INSTANCE, instance).with(ENGINE, Integer.toString(engine)));
    }

    @Override
    public void ended(Who who, String instance) {
        log.add(event(who, "controller-ended").with(INSTANCE, instance));
    }

    @Override
    public void revoked(Who who, String reason) {
        log.add(event(who, "excluded").with(REASON, reason));
    }

    private static AuditEvent event(Who who, String what) {
        AuditEvent event = AuditEvent.of(known(who), what);
        return who.identity() == null ? event : event.with(ADDRESS, who.address());
    }

    private static AuditLog.Who known(Who who) {
        Identity identity = who.identity();
        return identity == null ? new AuditLog.Who.Unknown(who.address()) : new AuditLog.Who.Node(identity);
    }
}
