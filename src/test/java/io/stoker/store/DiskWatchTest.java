package io.stoker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
    @TempDir
    private Path folder;

    @Test
    void aDiskWithLessThanItsReserveIsSaidToBeShortOfIt() {
        try (DiskWatch disk = new DiskWatch(folder, Long.MAX_VALUE)) {
            assertThat(disk.shortage())
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("the disk that holds " + folder + " has ")
                            .contains(Long.MAX_VALUE / 1024 / 1024 + " MiB are reserved", "stoker.disk-reserve"));
        }
    }

    @Test
    void aDiskWithRoomIsNot() {
        try (DiskWatch disk = new DiskWatch(folder, 1)) {
            assertThat(disk.shortage()).isEmpty();
        }
    }
}
