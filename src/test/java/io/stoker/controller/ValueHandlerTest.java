package io.stoker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.stoker.store.DamagedException;
import io.stoker.store.StoreException;
import io.stoker.store.ValueRefusedException;
import io.stoker.store.ValueStore;
import io.stoker.task.RefusedException;
import io.stoker.task.StoredValue;
import io.stoker.wire.values.ValueDeferredException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a client hears of the store's failures. */
class ValueHandlerTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final StoredValue VALUE = StoredValue.of(BYTES);

    private static final UUID CLIENT = UUID.randomUUID();

    private @Nullable Throwable failure;
    private Optional<String> trouble = Optional.empty();
    private final ValueHandler handler =
            new ValueHandler(new FailingStore(), new ValueSettings(100, Duration.ofHours(1)), () -> trouble);

    /** Does all there is to do, or fails, as the stages of a store fail. */
    private final class FailingStore implements ValueStore {
        private <T> CompletionStage<T> done(T value) {
            return failure == null
                    ? CompletableFuture.completedStage(value)
                    : CompletableFuture.failedStage(new CompletionException(failure));
        }

        @Override
        public CompletionStage<Long> write(StoredValue value, long offset, byte[] bytes) {
            return done(offset + bytes.length);
        }

        @Override
        public CompletionStage<byte[]> read(UUID id, long offset, int length) {
            return done(BYTES);
        }

        @Override
        public CompletionStage<Set<UUID>> missing(Collection<StoredValue> values) {
            return done(Set.of());
        }

        @Override
        public CompletionStage<Boolean> discard(UUID id) {
            return done(true);
        }

        @Override
        public CompletionStage<Integer> sweep(Duration unusedFor) {
            return done(0);
        }
    }

    private static @Nullable Throwable failure(CompletionStage<?> stage) {
        return stage.handle((value, thrown) -> thrown == null ? null : StageFailures.of(thrown))
                .toCompletableFuture()
                .join();
    }

    private List<@Nullable Throwable> failures() {
        return Arrays.asList(
                failure(handler.write(CLIENT, VALUE, 0, BYTES)), failure(handler.read(VALUE, 0, BYTES.length)));
    }

    @Test
    void whatMayPassIsDeferredWithTheStoresReasonBothWays() {
        failure = new StoreException("the ledger is locked by another program", new SQLException("busy"));
        assertThat(failures())
                .allSatisfy(one -> assertThat(one)
                        .isInstanceOf(ValueDeferredException.class)
                        .hasMessage("the ledger is locked by another program"));
        failure = null;
        assertThat(failures()).containsOnlyNulls();
    }

    @Test
    void whatMayPassIsLoggedOnceUntilSomethingMoves() {
        Logger logger = (Logger) LoggerFactory.getLogger(ValueHandler.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            for (int i = 0; i < 3; i++) {
                failure = new StoreException("the folder cannot be written", new IOException());
                failures();
                failure = null;
                assertThat(handler.write(CLIENT, VALUE, 0, new byte[0])).isCompleted();
            }
            assertThat(log.list)
                    .singleElement()
                    .satisfies(line -> assertThat(line.getFormattedMessage()).contains("the folder cannot be written"));
            handler.write(CLIENT, VALUE, 0, BYTES);
            failure = new StoreException("the folder cannot be written", new IOException());
            failures();
            assertThat(log.list).hasSize(2);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void whatDoesNotPassIsRefusedAsItIs() {
        for (Throwable lasting : List.of(
                new ValueRefusedException("the store is full"),
                new DamagedException("the ledger is damaged", new SQLException("corrupt")),
                new IllegalStateException("a defect"))) {
            failure = lasting;
            assertThat(failures()).containsOnly(lasting);
        }
    }

    @Test
    void whileTheStoreIsInTroubleAValueIsDeferredAndOneThatIsTooLargeIsRefusedAllTheSame() {
        trouble = Optional.of("the disk is nearly full");
        assertThat(failure(handler.write(CLIENT, VALUE, 0, BYTES)))
                .isInstanceOf(ValueDeferredException.class)
                .hasMessage("the disk is nearly full");
        assertThat(failure(handler.write(CLIENT, StoredValue.of(new byte[101]), 0, BYTES)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("101 bytes")
                .hasMessageContaining("stoker.max-value-size");
        assertThat(handler.read(VALUE, 0, BYTES.length)).isCompletedWithValue(BYTES);
    }
}
