package io.stoker.client;

import io.stoker.code.CodeBundle;
import io.stoker.task.StokerException;
import io.stoker.task.Utf8;
import io.stoker.wire.ToClient;
import io.stoker.wire.ToController;
import io.stoker.wire.values.Patience;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers engines that lack code of a function of this program, on a thread of its own: it may have to read many class
 * files. The code is brought to the store, and the answer names it there. Thread-safe.
 *
 * <p>Whoever names one of this program's spaces is taken for an engine that runs its functions: only these know the
 * random number. It may read every class and resource that the class loader of the space finds, which a function could
 * do as well if it were sent, and no other file.
 */
final class CodeAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(CodeAnswers.class);
    /** More wait only if there are very many engines, or one that means harm. */
    private static final int MOST_WAITING = 1_000;

    private static final int KEEP_ALIVE_SECONDS = 5;

    private final Functions functions;
    private final Runnable wake;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), CodeAnswers::daemon);
    /** Those that are being answered, as they are asked again meanwhile. */
    private final Set<UUID> open = new HashSet<>();

    private final Deque<ToController.CodeAnswer> ready = new ArrayDeque<>();

    /** @param wake has {@link #next} called, on another thread */
    CodeAnswers(Functions functions, Runnable wake) {
        this.functions = functions;
        this.wake = wake;
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "stoker-code");
        thread.setDaemon(true);
        return thread;
    }

    /** An engine asks. */
    void asked(ToClient.AskCode question) {
        synchronized (this) {
            if (!open.add(question.question())) {
                return;
            }
        }
        try {
            thread.execute(() -> answer(question));
        } catch (RejectedExecutionException e) {
            refuse(question, "it has " + MOST_WAITING + " other questions for code to answer, or was closed");
        } catch (OutOfMemoryError e) { // what is thrown when the system has no thread left, too
            refuse(question, "it could not start a thread for that: " + e.getMessage());
        }
    }

    private void answer(ToClient.AskCode question) {
        try {
            List<CodeBundle> bundles = functions.find(question.space(), question.entry());
            if (bundles.size() > ToController.CodeAnswer.MOST_BUNDLES) {
                refuse(
                        question,
                        "it is in " + bundles.size() + " bundles, and the limit is "
                                + ToController.CodeAnswer.MOST_BUNDLES);
                return;
            }
            var unused = bring(bundles).whenComplete((done, failure) -> brought(question, bundles, failure));
        } catch (StokerException e) {
            refuse(question, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // of the program's class loader, which may be anybody's
            LOG.warn("looking for {}, which an engine lacks, has failed", question.entry(), e);
            refuse(question, "looking for it has failed with " + e);
        }
    }

    private CompletableFuture<Void> bring(List<CodeBundle> bundles) {
        return CompletableFuture.allOf(
                functions.bring(functions.toBring(bundles), Patience::endless).toArray(CompletableFuture<?>[]::new));
    }

    private void brought(ToClient.AskCode question, List<CodeBundle> bundles, @Nullable Throwable failure) {
        if (failure != null) {
            refuse(question, "it could not be brought to the store: " + failure.getMessage());
            return;
        }
        ready(new ToController.CodeAnswer(
                question.question(),
                question.engine(),
                bundles.stream().map(CodeBundle::stored).toList(),
                ""));
    }

    private void refuse(ToClient.AskCode question, String reason) {
        String text = Utf8.head(reason, ToController.CodeAnswer.LONGEST_REASON);
        ready(new ToController.CodeAnswer(question.question(), question.engine(), List.of(), text));
    }

    private void ready(ToController.CodeAnswer answer) {
        synchronized (this) {
            open.remove(answer.question());
            ready.add(answer);
        }
        wake.run();
    }

    /** The next one to be sent; null if there is none. What is lost with its session is asked again. */
    synchronized ToController.@Nullable CodeAnswer next() {
        return ready.poll();
    }

    /** Nothing is answered any more. */
    void close() {
        thread.shutdownNow();
    }
}
