package io.stoker.wire.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stoker.task.ValueTooLargeException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreeHeapTest {
    private final AtomicLong free = new AtomicLong(100);
    private final AtomicInteger collections = new AtomicInteger();

    @Test
    void thereMustBeRoomForAValueTwice() {
        FreeHeap heap = FreeHeap.of(free::get, collections::incrementAndGet);
        heap.require("the value", 50);
        assertThat(collections).hasValue(0);
        assertThatThrownBy(() -> heap.require("the values of task 7", 51))
                .isInstanceOf(ValueTooLargeException.class)
                .hasMessageContaining("the values of task 7")
                .hasMessageContaining("51 bytes")
                .hasMessageContaining("100 bytes of this JVM's heap");
        assertThat(collections).hasValue(1);
    }

    @Test
    void garbageIsNotInTheWay() {
        FreeHeap heap = FreeHeap.of(free::get, () -> free.set(1_000));
        assertThatCode(() -> heap.require("the value", 500)).doesNotThrowAnyException();
    }

    @Test
    void thisJvmHasRoomForALittleAndNotForEverything() {
        FreeHeap heap = FreeHeap.ofThisJvm();
        heap.require("a little", 1_000);
        assertThatThrownBy(() -> heap.require("everything", Runtime.getRuntime().maxMemory()))
                .isInstanceOf(ValueTooLargeException.class);
        assertThatThrownBy(() -> heap.require("more than that", Long.MAX_VALUE))
                .isInstanceOf(ValueTooLargeException.class);
    }
}
