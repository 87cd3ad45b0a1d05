package io.stoker.examples;

import io.stoker.client.multi.CallFailedException;
import io.stoker.client.multi.CompositeException;
import io.stoker.client.multi.EngineView;
import io.stoker.client.multi.PendingResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * An iterator over numbers that lie on one engine, fetched piece by piece. The function {@code pieceOf} there takes how
 * many are wanted, returns a list of the next ones, and throws a {@link NoSuchElementException} when there are none.
 */
final class RemoteStream implements Iterator<Integer> {
    private static final List<Integer> WANTED = List.of(200);

    private final EngineView engine;
    private final boolean ahead;
    private final Queue<Integer> here = new ArrayDeque<>();
    private @Nullable PendingResult<List<@Nullable Object>> coming;
    private boolean ended;

    /** @param ahead whether the engine prepares the next piece while this one is used */
    RemoteStream(EngineView engine, boolean ahead) {
        this.engine = engine;
        this.ahead = ahead;
        this.coming = ahead ? ask() : null;
    }

    @Override
    public boolean hasNext() {
        if (here.isEmpty() && !ended) {
            fetch();
        }
        return !here.isEmpty();
    }

    @Override
    public Integer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return here.remove();
    }

    private PendingResult<List<@Nullable Object>> ask() {
        return engine.pending().map("pieceOf", WANTED);
    }

    private void fetch() {
        try {
            for (Object piece : (coming == null ? ask() : coming).get()) {
                ((List<?>) piece).forEach(number -> here.add((Integer) number));
            }
            coming = ahead ? ask() : null;
        } catch (CompositeException e) {
            requireEnd(e);
            ended = true;
        }
    }

    /** The engine's exception arrives by name, with all others that a call can end with. */
    private static void requireEnd(CompositeException e) {
        boolean isEnd = e.parts().get(0).exception() instanceof CallFailedException failed
                && failed.failure().type().equals(NoSuchElementException.class.getName());
        if (!isEnd) {
            throw e;
        }
    }
}
