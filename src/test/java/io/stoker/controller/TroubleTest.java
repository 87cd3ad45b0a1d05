package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.stoker.store.StoreException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Trouble trouble = new Trouble(logger());

    private Logger logger() {
        Logger logger = new LoggerContext().getLogger("trouble");
        log.start();
        logger.addAppender(log);
        return logger;
    }

    private static Throwable of(String reason) {
        return new CompletionException(new StoreException(reason, new Exception("where")));
    }

    @Test
    void shouldSayAReasonOnceUntilItIsAnotherOrHasPassed() {
        trouble.with("cannot read", of("locked"));
        trouble.with("cannot read", of("locked"));
        trouble.with("cannot read", of("full"));
        trouble.over();
        trouble.with("cannot read", of("full"));

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("cannot read: locked", "cannot read: full", "cannot read: full");
    }

    @Test
    void shouldSayWhatTheStoreExplainsInOneLineAndWhereAnythingElseHappened() {
        trouble.with("cannot read", of("locked"));
        trouble.with("cannot read", new IllegalStateException("unexpected"));

        assertThat(log.list.get(0).getThrowableProxy()).isNull();
        assertThat(log.list.get(1).getThrowableProxy().getMessage()).isEqualTo("unexpected");
    }
}
