package io.stoker.store.sql;

import io.stoker.task.Attempt;
import io.stoker.task.Block;
import io.stoker.task.Failure;
import io.stoker.task.Payload;
import io.stoker.task.ResultBody;
import io.stoker.task.ResultBodyCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished task brought, as the versions of a ledger up to the seventh wrote it: all in one column. Such rows
 * stay as they are; what is read of them has today's form.
 */
record EarlierResult(
        Map<String, Payload> values, @Nullable Failure failure, String stdout, String stderr, List<Attempt> attempts) {

    static EarlierResult of(byte[] column, String what) {
        return Blobs.decode(column, EarlierResult.class, what);
    }

    Block body() {
        return ResultBodyCodec.pack(new ResultBody(failure, values, stdout, stderr));
    }

    Blobs.History history() {
        return new Blobs.History(List.copyOf(Payload.stored(values)), attempts);
    }
}
