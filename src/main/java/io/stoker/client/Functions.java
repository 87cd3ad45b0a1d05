package io.stoker.client;

import io.stoker.code.CodeBundle;
import io.stoker.code.CodeSpace;
import io.stoker.code.CodeSpaces;
import io.stoker.code.Encoded;
import io.stoker.code.JavaValues;
import io.stoker.task.Code;
import io.stoker.task.Condition;
import io.stoker.task.FunctionBody;
import io.stoker.task.InlineLimit;
import io.stoker.task.LiveFunction;
import io.stoker.task.Payload;
import io.stoker.task.StokerException;
import io.stoker.task.StoredValue;
import io.stoker.task.Subject;
import io.stoker.wire.values.Patience;
import io.stoker.wire.values.ValueClient;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the Java functions of tasks, and brings the classes that they need to the store. Thread-safe. */
final class Functions {
    private static final String STOKER = "io.stoker.";
    /** The Java whose classes every engine can load. */
    private static final int OLDEST_JAVA = 17;
    /** More is brought before the task is submitted: the time that this takes is not part of the task's own. */
    private static final long MOST_ASKED_BYTES = 1 << 20;

    private final CodeSpaces spaces = new CodeSpaces();
    private final List<Path> jars = new CopyOnWriteArrayList<>();
    /** Which of the jars each space has. */
    private final Map<CodeSpace, Set<Path>> added = Collections.synchronizedMap(new WeakHashMap<>());

    private final BroughtCode brought = new BroughtCode(System::nanoTime);
    private final String client;
    private final Supplier<String> ledger;
    private final ValueClient store;

    /**
     * Has sent nothing yet.
     *
     * @param client the instance of this client, by which engines ask for what they lack
     * @param ledger the id of the ledger that the controller serves
     * @param store brings to the controller's store
     */
    Functions(String client, Supplier<String> ledger, ValueClient store) {
        this.client = client;
        this.ledger = ledger;
        this.store = store;
    }

    /** A written function, and the bundles of classes that it needs. */
    record Written(FunctionBody body, List<CodeBundle> bundles) {
        /** What engines must be to load the classes; null if all can. */
        @Nullable
        Condition requirement() {
            int java = bundles.stream().mapToInt(CodeBundle::java).max().orElse(0);
            return java <= OLDEST_JAVA
                    ? null
                    : Condition.property("java_version").atLeast(java);
        }
    }

    /**
     * Writes a function.
     *
     * @throws io.stoker.task.UnsendableValueException if something that it captures cannot travel
     * @throws io.stoker.task.ValueTooLargeException if it is too large
     * @throws io.stoker.task.StokerException if one of its classes cannot be sent
     */
    Written write(LiveFunction live, InlineLimit limit) {
        Encoded encoded = JavaValues.encode(Subject.function(), live.function(), limit.each());
        CodeSpace space = space(encoded.classes());
        List<CodeBundle> bundles = space.needed(encoded.classes());
        Code code = new Code(
                client, space.id(), bundles.stream().map(CodeBundle::stored).toList());
        Map<String, Payload> arguments = new LinkedHashMap<>(live.arguments());
        arguments.put(FunctionBody.FUNCTION, Payload.of(encoded.bytes()));
        return new Written(new FunctionBody(live.text(), code, arguments, live.pull()), bundles);
    }

    private CodeSpace space(Set<Class<?>> classes) {
        CodeSpace space = spaces.of(loader(classes));
        Set<Path> known = added.computeIfAbsent(space, fresh -> ConcurrentHashMap.newKeySet());
        for (Path jar : jars) {
            if (!known.contains(jar)) {
                space.addJar(jar);
                known.add(jar);
            }
        }
        return space;
    }

    /**
     * What engines need to have a class or resource that a function lacks while it runs.
     *
     * @param space in which it runs
     * @param entry its name
     * @return none if there is no such entry
     * @throws StokerException if it is not sent, for the reason that it says
     */
    List<CodeBundle> find(UUID space, String entry) {
        return spaces.find(space)
                .orElseThrow(() -> new StokerException("it has no functions in the space " + space))
                .find(entry);
    }

    /** The one that finds them all: of the loaders of the user's classes, the one that has the others for ancestors. */
    static ClassLoader loader(Set<Class<?>> classes) {
        ClassLoader lowest = null;
        for (Class<?> type : classes) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null
                    && !type.getName().startsWith(STOKER)
                    && (lowest == null || isAncestor(lowest, loader))) {
                lowest = loader;
            }
        }
        return lowest == null ? Functions.class.getClassLoader() : lowest;
    }

    private static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
        for (ClassLoader next = loader.getParent(); next != null; next = next.getParent()) {
            if (next.equals(ancestor)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Has what is in a jar or folder go along with every function from now on.
     *
     * @throws IllegalArgumentException if it cannot be read
     * @throws StokerException if it is too much
     */
    void addJar(Path jar) {
        ClassLoader mine = Thread.currentThread().getContextClassLoader();
        spaces.of(mine == null ? Functions.class.getClassLoader() : mine).addJar(jar); // what is wrong is said here
        jars.add(jar);
    }

    /** Those of these bundles that may have to be brought to the store. */
    Map<StoredValue, byte[]> toBring(List<CodeBundle> bundles) {
        String now = ledger.get();
        Map<StoredValue, byte[]> toBring = new LinkedHashMap<>();
        for (CodeBundle bundle : new LinkedHashSet<>(bundles)) {
            if (!brought.isThere(bundle.stored(), now)) {
                toBring.put(bundle.stored(), bundle.bytes());
            }
        }
        return toBring;
    }

    /**
     * Has the store asked for what {@link #toBring} gave, by submitting a task that needs it.
     *
     * @param patience how long each may stand still on its way if the store lacks it
     * @return to be completed with whether the store has all of it, which those who bring it meanwhile wait for; null
     *     if it is to be brought, as somebody asks or brings already, or it is so much that this may take long
     */
    @Nullable
    CompletableFuture<Boolean> ask(Map<StoredValue, byte[]> bundles, Supplier<Patience> patience) {
        long bytes = bundles.keySet().stream().mapToLong(StoredValue::size).sum();
        return bytes > MOST_ASKED_BYTES
                ? null
                : brought.ask(
                        bundles.keySet(),
                        ledger.get(),
                        bundle -> store.bring(bundle, Objects.requireNonNull(bundles.get(bundle)), patience.get()));
    }

    /**
     * Brings what {@link #toBring} gave, unless somebody does already.
     *
     * @param patience how long each may stand still on its way
     * @return complete when the store has them; may be cancelled without a consequence for others
     */
    List<CompletableFuture<Void>> bring(Map<StoredValue, byte[]> bundles, Supplier<Patience> patience) {
        String now = ledger.get();
        return bundles.entrySet().stream()
                .map(one -> brought.bring(
                        one.getKey(), now, () -> store.bring(one.getKey(), one.getValue(), patience.get())))
                .toList();
    }

    /** The store has lost some of these bundles: it is asked for each when it is needed next. */
    void lost(List<CodeBundle> bundles) {
        bundles.forEach(bundle -> brought.forget(bundle.stored()));
    }
}
