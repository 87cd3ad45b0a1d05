package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PART = 1_000;
    private static final byte[] BYTES = new byte[3 * PART + 1];
    private static final StoredValue VALUE;

    static {
        new Random(1).nextBytes(BYTES);
        VALUE = StoredValue.of(BYTES);
    }

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private ValueFiles values;

    @BeforeEach
    void open() {
        values = ValueFiles.open(folder, 10_000, () -> now);
    }

    @AfterEach
    void close() {
        values.close();
    }

    /** Another process goes on with the folder. */
    private void reopen() {
        close();
        open();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private long write(StoredValue value, byte[] bytes, int offset) {
        int end = Math.min(bytes.length, offset + PART);
        return get(values.write(value, offset, Arrays.copyOfRange(bytes, offset, end)));
    }

    private void writeAll(StoredValue value, byte[] bytes) {
        for (long taken = 0; taken < bytes.length; ) {
            taken = write(value, bytes, (int) taken);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private boolean isMissing(StoredValue value) {
        return !get(values.missing(List.of(value))).isEmpty();
    }

    @Test
    void aValueIsWholeWhenItsLastPartHasCome() throws IOException {
        assertThat(write(VALUE, BYTES, 0)).isEqualTo(PART);
        assertThat(write(VALUE, BYTES, PART)).isEqualTo(2 * PART);
        assertThat(write(VALUE, BYTES, 2 * PART)).isEqualTo(3 * PART);
        assertThat(isMissing(VALUE)).isTrue();
        assertThatThrownBy(() -> get(values.read(VALUE.id(), 0, 1))).hasRootCauseInstanceOf(StoreException.class);
        assertThat(write(VALUE, BYTES, 3 * PART)).isEqualTo(BYTES.length);
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
        assertThat(get(values.read(VALUE.id(), 7, 10))).isEqualTo(Arrays.copyOfRange(BYTES, 7, 17));
        assertThat(files()).containsExactly(VALUE.id().toString());
    }

    @Test
    void aPartThatDoesNotFollowOrComesAgainChangesNothing() {
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
    void whatIsHalfThereGoesOnInAnotherProcess() {
        write(VALUE, BYTES, 0);
        reopen();
        assertThat(get(values.write(VALUE, 0, new byte[0]))).isEqualTo(PART);
        writeAll(VALUE, BYTES);
        reopen();
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void aPartTornByAKillGoesOnWhereItWasTorn() throws IOException {
        write(VALUE, BYTES, 0);
        close();
        byte[] torn = Arrays.copyOfRange(BYTES, PART, PART + 123);
        Files.write(folder.resolve(VALUE.id() + ".part"), torn, StandardOpenOption.APPEND);
        open();
        assertThat(write(VALUE, BYTES, PART)).isEqualTo(PART + 123);
        writeAll(VALUE, BYTES);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void aPartTornByAPowerCutIsFoundOutAndTheValueBeginsAnew() throws IOException {
        write(VALUE, BYTES, 0);
        close();
        Files.write(folder.resolve(VALUE.id() + ".part"), new byte[200], StandardOpenOption.APPEND);
        open();
        assertThatThrownBy(() -> writeAll(VALUE, BYTES))
                .hasRootCauseInstanceOf(StoreException.class)
                .hasMessageContaining("did not arrive as it was sent");
        assertThat(isMissing(VALUE)).isTrue();
        assertThat(files()).isEmpty();
        writeAll(VALUE, BYTES);
        assertThat(isMissing(VALUE)).isFalse();
    }

    @Test
    void aFullStoreRefusesNamingItsFiguresAndTakesValuesAgainWhenThereIsRoom() {
        writeAll(VALUE, BYTES);
        byte[] large = new byte[7_000];
        StoredValue tooMuch = StoredValue.of(large);
        assertThatThrownBy(() -> write(tooMuch, large, 0))
                .hasRootCauseInstanceOf(StoreException.class)
                .hasMessageContaining("3001 of 10000 bytes")
                .hasMessageContaining("stoker.max-stored-values")
                .hasMessageContaining("7000");
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        writeAll(tooMuch, large);
        assertThat(isMissing(tooMuch)).isFalse();
    }

    @Test
    void moreBytesThanAValueHasAreRefused() {
        assertThatThrownBy(() -> get(values.write(VALUE, 0, new byte[BYTES.length + 1])))
                .hasRootCauseInstanceOf(StoreException.class);
        assertThatThrownBy(() -> {
                    writeAll(VALUE, BYTES);
                    get(values.read(VALUE.id(), BYTES.length - 1, 2));
                })
                .hasRootCauseInstanceOf(StoreException.class);
    }

    @Test
    void whatIsUnusedForAnHourGoesAndWhatIsReferredToStays() throws IOException {
        StoredValue half = StoredValue.of(BYTES);
        StoredValue kept = StoredValue.of(BYTES);
        write(half, BYTES, 0);
        writeAll(kept, BYTES);
        writeAll(VALUE, BYTES);
        values.refer(List.of(kept));
        values.refer(List.of(kept));
        now = now.plus(HOUR).minusMillis(1);
        assertThat(get(values.sweep(HOUR))).isZero();
        assertThat(isMissing(VALUE)).as("asked for, which counts as use").isFalse();
        now = now.plusMillis(1);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(files())
                .containsExactlyInAnyOrder(kept.id().toString(), VALUE.id().toString());
        values.release(List.of(kept));
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(files()).containsExactly(kept.id().toString());
        values.release(List.of(kept));
        assertThat(get(values.sweep(HOUR))).isZero();
        now = now.plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void theHourBeginsAnewInAnotherProcess() {
        writeAll(VALUE, BYTES);
        now = now.plus(HOUR);
        reopen();
        assertThat(get(values.sweep(HOUR))).isZero();
    }

    @Test
    void filesOfOthersAreLeftAlone() throws IOException {
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        writeAll(VALUE, BYTES);
        reopen();
        now = now.plus(HOUR).plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        ValueFiles.scratch(folder, 10).close();
        assertThat(other).exists();
    }

    @Test
    void scratchFilesBeginWithNothingAndLeaveNothing() {
        writeAll(VALUE, BYTES);
        close();
        Path left = folder.resolve(VALUE.id().toString());
        assertThat(left).exists();
        values = ValueFiles.scratch(folder, 10_000);
        assertThat(left).doesNotExist();
        assertThat(isMissing(VALUE)).isTrue();
        writeAll(VALUE, BYTES);
        close();
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatIsAskedAfterTheCloseFails() {
        close();
        assertThatThrownBy(() -> get(values.read(UUID.randomUUID(), 0, 1)))
                .hasRootCauseInstanceOf(java.util.concurrent.RejectedExecutionException.class)
                .hasMessageContaining("closed");
    }
}
