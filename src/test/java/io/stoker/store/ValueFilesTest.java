package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.StoredValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilesTest extends ValueStoreTest {
    @TempDir
    Path folder;

    private ValueFiles files;

    @Override
    protected ValueStore open() {
        files = ValueFiles.open(folder, MOST, () -> now);
        return files;
    }

    @Override
    protected void close() {
        files.close();
    }

    @Override
    protected void refer(List<StoredValue> values) {
        files.refer(values);
    }

    @Override
    protected void release(List<StoredValue> values) {
        files.release(values);
    }

    @Override
    protected List<UUID> kept() throws IOException {
        return files().stream()
                .map(name -> UUID.fromString(name.replace(".part", "")))
                .toList();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aWholeValueHasItsName() throws IOException {
        writeAll(VALUE, BYTES);
        assertThat(files()).containsExactly(VALUE.id().toString());
    }

    @Test
    void aPartTornByAKillGoesOnWhereItWasTorn() throws Exception {
        write(VALUE, BYTES, 0);
        close();
        byte[] torn = Arrays.copyOfRange(BYTES, PART, PART + 123);
        Files.write(folder.resolve(VALUE.id() + ".part"), torn, StandardOpenOption.APPEND);
        values = open();
        assertThat(write(VALUE, BYTES, PART)).isEqualTo(PART + 123);
        writeAll(VALUE, BYTES);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
    }

    @Test
    void aPartTornByAPowerCutIsFoundOutAndTheValueBeginsAnew() throws Exception {
        write(VALUE, BYTES, 0);
        close();
        Files.write(folder.resolve(VALUE.id() + ".part"), new byte[200], StandardOpenOption.APPEND);
        values = open();
        assertThatThrownBy(() -> writeAll(VALUE, BYTES))
                .hasRootCauseInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("was damaged on the way");
        assertThat(isMissing(VALUE)).isTrue();
        assertThat(files()).isEmpty();
        writeAll(VALUE, BYTES);
        assertThat(isMissing(VALUE)).isFalse();
    }

    @Test
    void aValueOfWhichAllIsThereIsMadeWholeAfterAKillAtItsEnd() throws Exception {
        byte[] none = new byte[0];
        StoredValue empty = StoredValue.of(none);
        Files.write(folder.resolve(VALUE.id() + ".part"), BYTES);
        Files.write(folder.resolve(empty.id() + ".part"), none);
        reopen();
        assertThat(isMissing(VALUE)).isTrue();
        assertThat(get(values.write(VALUE, 0, none))).as("asked").isEqualTo(BYTES.length);
        assertThat(isMissing(VALUE)).isFalse();
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
        assertThat(get(values.write(empty, 0, none))).isZero();
        assertThat(isMissing(empty)).isFalse();
    }

    @Test
    void aFileThatCannotBeWrittenIsTroubleThatMayPass() throws Exception {
        write(VALUE, BYTES, 0);
        Path part = folder.resolve(VALUE.id() + ".part");
        Files.delete(part);
        Files.createDirectory(part);
        assertThatThrownBy(() -> write(VALUE, BYTES, PART))
                .hasCauseExactlyInstanceOf(StoreException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aFileThatSomebodyHasRemovedIsGoneAndAFolderThatIsAwayMayComeBack() throws Exception {
        writeAll(VALUE, BYTES);
        Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
        Files.move(folder, elsewhere);
        assertThatThrownBy(() -> get(values.read(VALUE.id(), 0, 1))).hasCauseExactlyInstanceOf(StoreException.class);
        Files.move(elsewhere, folder);
        assertThat(get(values.read(VALUE.id(), 0, BYTES.length))).isEqualTo(BYTES);
        Files.delete(folder.resolve(VALUE.id().toString()));
        assertThatThrownBy(() -> get(values.read(VALUE.id(), 0, 1)))
                .hasRootCauseInstanceOf(ValueRefusedException.class)
                .hasMessageContaining("removed its file");
    }

    @Test
    void filesOfOthersAreLeftAlone() throws Exception {
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        writeAll(VALUE, BYTES);
        reopen();
        now = now.plus(HOUR).plus(HOUR);
        assertThat(get(values.sweep(HOUR))).isEqualTo(1);
        ValueFiles.scratch(folder, 10).close();
        assertThat(other).exists();
    }

    @Test
    void scratchFilesBeginWithNothingAndLeaveNothing() throws Exception {
        writeAll(VALUE, BYTES);
        close();
        Path left = folder.resolve(VALUE.id().toString());
        assertThat(left).exists();
        files = ValueFiles.scratch(folder, MOST);
        values = files;
        assertThat(left).doesNotExist();
        assertThat(isMissing(VALUE)).isTrue();
        writeAll(VALUE, BYTES);
        close();
        assertThat(folder).doesNotExist();
    }
}
