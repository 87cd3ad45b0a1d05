package io.stoker.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Says what a thread of user code does now: its state, what it waits for, and its stack without Stoker's own frames.
 */
final class ThreadText {
    /** Of a stack that is deeper, as of an endless recursion, this is the top. */
    private static final int DEEPEST = 1_000;

    private static final int MOST_SHOWN = 80;

    /** Calls by method handles, as each of Groovy's is, consist of several frames of generated classes. */
    private static final String PLUMBING = "java.lang.invoke.";

    private ThreadText() {}

    /** In lines; empty if the thread has ended. */
    static String of(Thread thread) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), DEEPEST);
        return info == null ? "" : head(info) + stack(info.getStackTrace());
    }

    private static String head(ThreadInfo info) {
        String lock = info.getLockName();
        String owner = info.getLockOwnerName();
        return info.getThreadState()
                + (lock == null ? "" : " on " + lock)
                + (owner == null ? "" : ", which thread " + owner + " holds");
    }

    private static String stack(StackTraceElement[] all) {
        List<StackTraceElement> frames = Arrays.stream(all, 0, users(all))
                .filter(frame -> !frame.getClassName().startsWith(PLUMBING))
                .toList();
        StringBuilder text = new StringBuilder();
        frames.stream()
                .limit(MOST_SHOWN)
                .forEach(frame -> text.append("\n  at ").append(frame(frame)));
        int more = frames.size() - MOST_SHOWN;
        if (more > 0) {
            text.append("\n  … and ")
                    .append(all.length == DEEPEST ? "at least " : "")
                    .append(more)
                    .append(" more frames");
        }
        return text.toString();
    }

    /** Without the name and version of its module. */
    private static String frame(StackTraceElement frame) {
        String file = frame.isNativeMethod() ? "native" : Objects.requireNonNullElse(frame.getFileName(), "?");
        return frame.getClassName() + "." + frame.getMethodName() + "(" + file
                + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber()) + ")";
    }

    /** How many frames there are without those at the bottom that call user code, unless there is no other. */
    private static int users(StackTraceElement[] frames) {
        int end = frames.length;
        while (end > 0 && isOfEngine(frames[end - 1])) {
            end--;
        }
        return end == 0 ? frames.length : end;
    }

    private static boolean isOfEngine(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.equals("java.lang.Thread")
                || name.startsWith("io.stoker.engine.")
                || name.startsWith("io.stoker.kernel.");
    }
}
