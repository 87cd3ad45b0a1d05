package io.stoker.wire.packed;

import io.stoker.task.AttemptId;
import io.stoker.task.AttemptResult;
import io.stoker.task.FinishedTask;
import io.stoker.task.MalformedException;
import io.stoker.task.Packer;
import io.stoker.task.StoredValue;
import io.stoker.task.TaskSpec;
import io.stoker.task.Unpacker;
import io.stoker.wire.Once;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.ToController.AttemptReport;
import io.stoker.wire.ToEngine;
import io.stoker.wire.ToEngine.Assignment;
import io.stoker.wire.ToValueClient;
import io.stoker.wire.ToValueServer;
import io.stoker.wire.Unreadable;
import io.stoker.wire.WireMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The items of a frame that have a binary form, by their codes. */
public final class PackedItems {
    /** The code of what has no form here. */
    public static final int NONE = 0;

    private static final StoredValue NO_VALUE = new StoredValue(new UUID(0, 0), 0, 0);

    /** All forms: the code of each is its place, from 1 on. */
    private static final List<Form<?>> FORMS = List.of(
            new Form<>(ToController.Submit.class, PackedItems::pack, PackedItems::submit),
            new Form<>(ToClient.Accepted.class, PackedItems::pack, PackedItems::accepted),
            new Form<>(ToEngine.Assign.class, PackedItems::pack, PackedItems::assign),
            new Form<>(ToController.EngineReport.class, PackedItems::pack, PackedItems::report),
            new Form<>(ToClient.Results.class, PackedItems::pack, PackedItems::results),
            new Form<>(ToValueServer.Put.class, PackedItems::pack, PackedItems::put),
            new Form<>(ToValueClient.Part.class, PackedItems::pack, PackedItems::part));

    private static final Map<Class<?>, Integer> CODES = codes();

    private record Form<M>(Class<M> type, BiConsumer<M, Packer> pack, Function<Unpacker, WireMessage> unpack) {
        void pack(Object item, Packer out) {
            pack.accept(type.cast(item), out);
        }
    }

    private PackedItems() {}

    private static Map<Class<?>, Integer> codes() {
        Map<Class<?>, Integer> codes = new HashMap<>();
        FORMS.forEach(form -> codes.put(form.type(), codes.size() + 1));
        return codes;
    }

    /** The code of an item's form; {@link #NONE} if it has none. */
    public static int code(Object item) {
        return CODES.getOrDefault(item.getClass(), NONE);
    }

    /** Writes an item that has a form. */
    public static void pack(Object item, Packer out) {
        int begun = out.begin();
        form(code(item)).pack(item, out);
        out.end(begun);
    }

    private static Form<?> form(int code) {
        if (code < 1 || code > FORMS.size()) {
            throw new MalformedException("there is no item of code " + code);
        }
        return FORMS.get(code - 1);
    }

    /**
     * Reads an item of this code.
     *
     * @return the item, or an {@link Unreadable}
     * @throws MalformedException if there is no such code, or not even the item's end can be found
     */
    public static WireMessage unpack(int code, Unpacker in) {
        Unpacker.Item item = in.begin();
        WireMessage read = form(code).unpack().apply(in);
        if (in.left() > 0 && !(read instanceof Unreadable)) {
            read = new Unreadable(read, in.left() + " bytes are left over");
        }
        in.end(item);
        return read;
    }

    private static void pack(ToController.Submit submit, Packer out) {
        out.number(submit.acknowledged());
        out.number(submit.firstKey());
        out.flag(submit.tellEnds());
        Once once = submit.once();
        out.flag(once != null);
        if (once != null) {
            out.id(once.id());
            out.number(once.from());
            out.number(once.of());
            out.number(once.content());
        }
        out.number(submit.retriesSeen());
        out.number(submit.specs().size());
        for (TaskSpec spec : submit.specs()) {
            PackedTasks.pack(spec, out);
        }
    }

    private static WireMessage submit(Unpacker in) {
        ToController.Submit head = new ToController.Submit(0, 0, false, List.of());
        try {
            head = new ToController.Submit(in.number(), in.number(), in.flag(), List.of());
            Once once = in.flag() ? new Once(in.id(), in.integer(), in.integer(), in.number()) : null;
            long retriesSeen = in.number();
            List<TaskSpec> specs = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                specs.add(PackedTasks.spec(in));
            }
            return new ToController.Submit(
                    head.acknowledged(), head.firstKey(), head.tellEnds(), specs, once, retriesSeen);
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(head, e);
        }
    }

    private static void pack(ToClient.Accepted accepted, Packer out) {
        out.number(accepted.firstKey());
        out.number(accepted.ids().length);
        long before = 0;
        for (long id : accepted.ids()) { // mostly one after the other
            out.number(id - before);
            before = id;
        }
    }

    private static WireMessage accepted(Unpacker in) {
        try {
            long firstKey = in.number();
            long[] ids = new long[in.count()];
            long before = 0;
            for (int i = 0; i < ids.length; i++) {
                before += in.number();
                ids[i] = before;
            }
            return new ToClient.Accepted(firstKey, ids);
        } catch (RuntimeException e) {
            return unreadable(new ToClient.Accepted(0, new long[0]), e);
        }
    }

    private static void pack(ToEngine.Assign assign, Packer out) {
        out.number(assign.assignments().size());
        for (Assignment assignment : assign.assignments()) {
            PackedTasks.pack(assignment.attempt(), out);
            PackedTasks.pack(assignment.spec(), out);
        }
    }

    private static WireMessage assign(Unpacker in) {
        try {
            List<Assignment> assignments = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                assignments.add(new Assignment(PackedTasks.attempt(in), PackedTasks.spec(in)));
            }
            return new ToEngine.Assign(assignments);
        } catch (RuntimeException | StackOverflowError e) {
            return unreadable(new ToEngine.Assign(List.of()), e);
        }
    }

    private static void pack(ToController.EngineReport report, Packer out) {
        out.number(report.started().size());
        for (AttemptId attempt : report.started()) {
            PackedTasks.pack(attempt, out);
        }
        out.number(report.ended().size());
        for (AttemptReport ended : report.ended()) {
            PackedTasks.pack(ended.attempt(), out);
            AttemptResult result = ended.result();
            out.flag(result != null);
            if (result != null) {
                PackedResults.pack(result, out);
            }
        }
    }

    private static WireMessage report(Unpacker in) {
        try {
            List<AttemptId> started = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                started.add(PackedTasks.attempt(in));
            }
            List<AttemptReport> ended = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                ended.add(new AttemptReport(PackedTasks.attempt(in), in.flag() ? PackedResults.result(in) : null));
            }
            return new ToController.EngineReport(started, ended);
        } catch (RuntimeException e) {
            return unreadable(new ToController.EngineReport(List.of(), List.of()), e);
        }
    }

    private static void pack(ToClient.Results results, Packer out) {
        pack(results.tasks(), out);
        pack(results.brief(), out);
        out.number(results.unknown().size());
        for (ToClient.Unknown unknown : results.unknown()) {
            out.number(unknown.first());
            out.number(unknown.last());
            out.text(unknown.note());
        }
    }

    private static void pack(List<FinishedTask> tasks, Packer out) {
        out.number(tasks.size());
        for (FinishedTask task : tasks) {
            PackedResults.pack(task, out);
        }
    }

    private static WireMessage results(Unpacker in) {
        try {
            List<FinishedTask> tasks = finished(in);
            List<FinishedTask> brief = finished(in);
            List<ToClient.Unknown> unknown = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                unknown.add(new ToClient.Unknown(in.number(), in.number(), in.text()));
            }
            return new ToClient.Results(tasks, brief, unknown);
        } catch (RuntimeException e) {
            return unreadable(new ToClient.Results(List.of(), List.of(), List.of()), e);
        }
    }

    private static List<FinishedTask> finished(Unpacker in) {
        List<FinishedTask> tasks = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            tasks.add(PackedResults.finished(in));
        }
        return tasks;
    }

    private static void pack(ToValueServer.Put put, Packer out) {
        out.number(put.transfer());
        out.id(put.value().id());
        out.number(put.value().size());
        out.number(put.value().checksum());
        out.number(put.offset());
        out.block(put.bytes());
    }

    private static WireMessage put(Unpacker in) {
        ToValueServer.Put head = new ToValueServer.Put(0, NO_VALUE, 0, new byte[0]);
        try {
            head = new ToValueServer.Put(in.number(), NO_VALUE, 0, new byte[0]);
            StoredValue value = new StoredValue(in.id(), in.number(), in.integer());
            return new ToValueServer.Put(head.transfer(), value, in.number(), in.block());
        } catch (RuntimeException e) {
            return unreadable(head, e);
        }
    }

    private static void pack(ToValueClient.Part part, Packer out) {
        out.number(part.transfer());
        out.number(part.offset());
        out.block(part.bytes());
    }

    private static WireMessage part(Unpacker in) {
        ToValueClient.Part head = new ToValueClient.Part(0, 0, new byte[0]);
        try {
            head = new ToValueClient.Part(in.number(), 0, new byte[0]);
            return new ToValueClient.Part(head.transfer(), in.number(), in.block());
        } catch (RuntimeException e) {
            return unreadable(head, e);
        }
    }

    private static Unreadable unreadable(WireMessage rest, Throwable e) {
        return new Unreadable(rest, "it cannot be read: " + e.getMessage());
    }
}
