package io.stoker.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientJournalTest {
    private static final Entry.Got GOT = new Entry.Got(2, Map.of(5L, 17L));

    @TempDir
    private Path folder;

    @Test
    void shouldReadBackWhatWasWritten() {
        Path path = folder.resolve("journal");
        Entry.Seen seen = new Entry.Seen(3, 17, new Workload.Reply(5, Workload.answer(5), "run"));
        try (ClientJournal journal = ClientJournal.append(path)) {
            journal.write(new Entry.Asking(1, new long[] {5, 6}));
            journal.write(GOT);
            journal.write(seen);
            journal.write(new Entry.Failed(4, 18, "two\n lines"));
            journal.write(new Entry.Trouble(5, "late"));
        }

        List<Entry> read = ClientJournal.read(path);
        assertThat(read.get(0))
                .isInstanceOfSatisfying(
                        Entry.Asking.class,
                        asking -> assertThat(asking.numbers()).containsExactly(5, 6));
        assertThat(read.subList(1, 5))
                .containsExactly(GOT, seen, new Entry.Failed(4, 18, "two lines"), new Entry.Trouble(5, "late"));
    }

    @Test
    void shouldGoOnBehindALineThatAKillHasCutShort() throws Exception {
        Path path = folder.resolve("journal");
        ClientJournal.append(path).close();
        Files.writeString(path, "got 1 5=1", StandardOpenOption.APPEND); // of 5=17
        try (ClientJournal successor = ClientJournal.append(path)) {
            successor.write(GOT);
        }

        assertThat(ClientJournal.read(path)).containsExactly(GOT);
    }

    @Test
    void shouldBeEmptyBeforeAnybodyHasWritten() {
        assertThat(ClientJournal.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void shouldRefuseALineOfAnotherKind() {
        assertThatThrownBy(() -> Entry.of("said 1 2")).hasMessageContaining("said 1 2");
        assertThatThrownBy(() -> Entry.of("seen 1 2")).hasMessageContaining("seen 1 2");
        assertThatThrownBy(() -> Entry.of("seen then")).hasMessageContaining("seen then");
    }
}
