package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of values does. */
public abstract class ValueStoreTest {
    protected static final Duration HOUR = Duration.ofHours(1);
    protected static final int PART = 1_000;
    protected static final byte[] BYTES = new byte[3 * PART + 1];
    protected static final StoredValue VALUE;
    /** How many bytes it keeps. */
    protected static final long MOST = 10_000;

    static {
        new Random(1).nextBytes(BYTES);
        VALUE = StoredValue.of(BYTES);
    }

    protected Instant now = Instant.EPOCH;
    protected ValueStore values;

    @BeforeEach
    void begin() throws Exception {
        values = open();
    }

    @AfterEach
    void end() throws Exception {
        close();
    }

    /** Goes on with what is there, by the clock of this test, as another process does. */
    protected abstract ValueStore open() throws Exception;

    protected abstract void close() throws Exception;

    /** A row refers to these. */
    protected abstract void refer(List<StoredValue> values) throws Exception;

    /** A row refers to these no more. */
    protected abstract void release(List<StoredValue> values) throws Exception;

    /** The values of which anything is kept. */
    protected abstract Collection<UUID> kept() throws Exception;

    protected final void reopen() throws Exception {
        close();
        values = open();
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    protected final long write(StoredValue value, byte[] bytes, int offset) {
        int end = Math.min(bytes.length, offset + PART);
        return get(values.write(value, offset, Arrays.copyOfRange(bytes, offset, end)));
    }

    protected final void writeAll(StoredValue value, byte[] bytes) {
        for (long taken = 0; taken < bytes.length; ) {
            taken = write(value, bytes, (int) taken);
        }
    }

    protected final boolean isMissing(StoredValue value) {
        return !get(values.missing(List.of(value))).isEmpty();
    }

    @Test
    void aValueIsWholeWhenItsLastPartHasCome() throws Exception {
        assertThat(write(VALUE, BYTES, 0)).isEqualTo(PART);
        assertThat(write(VALUE, BYTES, PART)).isEqualTo(2 * PART);
        assertThat(write(VALUE, BYTES, 2 * PART)).isEqualTo(3 * PART);
        assertThat(isMissing(VALUE)).isTrue();
        assertThatThrownBy(() -> get(values.read(VALUE.id(), 0, 1)))
                .hasRootCauseInstanceOf(ValueRefusedException.class);
        assertThat(write(VALUE, BYTES, 3 * PART)).isEqualTo(BYTES.length);
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
        assertThat(get(values.read(VALUE.id(), 7, 10))).isEqualTo(Arrays.copyOfRange(BYTES, 7, 17));
        assertThat(kept()).containsExactly(VALUE.id());
    }

    @Test
    void aPartThatDoesNotFollowOrComesAgainChangesNothing() throws Exception {
        assertThat(write(VALUE, BYTES, PART)).isZero();
        assertThat(write(VALUE, BYTES, 0)).isEqualTo(PART);
        assertThat(write(VALUE, BYTES, 0)).isEqualTo(PART);
        assertThat(write(VALUE, BYTES, 2 * PART)).isEqualTo(PART);
        assertThat(get(values.write(VALUE, PART, new byte[0]))).isEqualTo(PART);
        writeAll(VALUE, BYTES);
        assertThat(write(VALUE, BYTES, 0)).isEqualTo(BYTES.length);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void whatIsHalfThereGoesOnInAnotherProcess() throws Exception {
        write(VALUE, BYTES, 0);
        reopen();
        assertThat(get(values.write(VALUE, 0, new byte[0]))).isEqualTo(PART);
        writeAll(VALUE, BYTES);
        reopen();
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void aFullStoreRefusesNamingItsFiguresAndTakesValuesAgainWhenThereIsRoom() throws Exception {
        writeAll(VALUE, BYTES);
        byte[] large = new byte[7_000];
        StoredValue tooMuch = StoredValue.of(large);
        assertThatThrownBy(() -> write(tooMuch, large, 0))
                .hasRootCauseInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("3001 of 10000 bytes")
                .hasMessageContaining("stoker.max-stored-values")
                .hasMessageContaining("7000: clear tasks");
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        writeAll(tooMuch, large);
        assertThat(isMissing(tooMuch)).isFalse();
    }

    @Test
    void whoOnlyAsksForAValueThatIsNotThereTakesNoRoom() throws Exception {
        byte[] large = new byte[9_000];
        for (int i = 0; i < 3; i++) {
            StoredValue asked = StoredValue.of(large);
            assertThat(get(values.write(asked, 0, new byte[0]))).isZero();
            assertThat(write(asked, large, PART)).as("not the beginning").isZero();
        }
        writeAll(VALUE, BYTES);
        assertThat(kept()).containsExactly(VALUE.id());
    }

    @Test
    void aValueWithoutBytesIsWholeWhenItIsBrought() throws Exception {
        StoredValue empty = StoredValue.of(new byte[0]);
        assertThat(isMissing(empty)).isTrue();
        assertThat(get(values.write(empty, 0, new byte[0]))).isZero();
        assertThat(isMissing(empty)).isFalse();
        assertThat(get(values.read(empty.id(), 0, 0))).isEmpty();
        reopen();
        assertThat(isMissing(empty)).isFalse();
        assertThat(get(values.write(empty, 0, new byte[0]))).as("again").isZero();
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(isMissing(empty)).isTrue();
    }

    @Test
    void thePartOfAValueThatNobodyBringsAnyMoreGoesAtOnceWithItsRoomAndAWholeOneStays() throws Exception {
        byte[] large = new byte[9_000];
        StoredValue half = StoredValue.of(large);
        write(half, large, 0);
        assertThat(get(values.discard(half.id()))).isTrue();
        assertThat(kept()).isEmpty();
        writeAll(VALUE, BYTES);
        assertThat(get(values.discard(VALUE.id()))).isFalse();
        assertThat(get(values.discard(StoredValue.of(BYTES).id()))).isFalse();
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.write(half, 0, new byte[0]).exceptionally(full -> -1L)))
                .as("there is no room for both")
                .isEqualTo(-1);
    }

    @Test
    void moreBytesThanAValueHasAreRefused() throws Exception {
        assertThatThrownBy(() -> get(values.write(VALUE, 0, new byte[BYTES.length + 1])))
                .hasRootCauseInstanceOf(ValueRefusedException.class);
        assertThatThrownBy(() -> {
                    writeAll(VALUE, BYTES);
                    get(values.read(VALUE.id(), BYTES.length - 1, 2));
                })
                .hasRootCauseInstanceOf(ValueRefusedException.class);
    }

    @Test
    void whatIsUnusedForAnHourGoesAndWhatIsReferredToStays() throws Exception {
        StoredValue half = StoredValue.of(BYTES);
        StoredValue kept = StoredValue.of(BYTES);
        write(half, BYTES, 0);
        writeAll(kept, BYTES);
        writeAll(VALUE, BYTES);
        refer(List.of(kept));
        refer(List.of(kept));
        now = now.plus(HOUR).minusMillis(1);
        assertThat(get(values.sweep(HOUR))).isZero();
        assertThat(isMissing(VALUE)).as("asked for, which counts as use").isFalse();
        now = now.plusMillis(1);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(kept()).containsExactlyInAnyOrder(kept.id(), VALUE.id());
        release(List.of(kept));
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(kept()).containsExactly(kept.id());
        release(List.of(kept));
        assertThat(get(values.sweep(HOUR))).isZero();
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(kept()).isEmpty();
    }

    @Test
    void theHourBeginsAnewInAnotherProcess() throws Exception {
        writeAll(VALUE, BYTES);
        now = now.plus(HOUR);
        reopen();
        assertThat(get(values.sweep(HOUR))).isZero();
    }

    @Test
    void whatIsAskedAfterTheCloseFails() throws Exception {
        close();
        assertThatThrownBy(() -> get(values.read(UUID.randomUUID(), 0, 1)))
                .hasRootCauseInstanceOf(java.util.concurrent.RejectedExecutionException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aValueThatDoesNotArriveAsItWasSentIsForgotten() throws Exception {
        byte[] others = BYTES.clone();
        others[0]++;
        assertThatThrownBy(() -> writeAll(VALUE, others))
                .hasRootCauseInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("was damaged on the way");
        assertThat(kept()).isEmpty();
        writeAll(VALUE, BYTES);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void aPartThatReachesOverOthersIsReadWhole() throws Exception {
        writeAll(VALUE, BYTES);
        assertThat(get(values.read(VALUE.id(), PART - 1, PART + 2)))
                .isEqualTo(Arrays.copyOfRange(BYTES, PART - 1, 2 * PART + 1));
    }
}
