package io.stoker.cli.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journals, the execution log and the ledger say together.
 *
 * @param tasks how many ids were returned
 * @param lost ids that were returned and have no task, or a task without an end
 * @param doubled tasks of which two different results were seen
 * @param wrong results that are not their task's, or of a run that never was
 * @param failed tasks that ended without a result
 * @param executions what the runs left
 * @param longestPause in milliseconds, for which no result arrived while tasks were open
 * @param troubles what the clients had not expected and went on after
 */
record Findings(
        int tasks,
        List<String> lost,
        List<String> doubled,
        List<String> wrong,
        List<String> failed,
        ExecutionLog executions,
        long longestPause,
        List<String> troubles) {

    /**
     * Compares.
     *
     * @param journals of all clients, each in its own order
     * @param ledger for each id how its task stands in the end
     */
    static Findings of(List<Entry> journals, Map<Long, FinalState> ledger, ExecutionLog executions) {
        return new Comparison(ledger, executions).compare(journals);
    }

    /** Whether nothing is wrong. */
    boolean isGood() {
        return tasks > 0
                && lost.isEmpty()
                && doubled.isEmpty()
                && wrong.isEmpty()
                && failed.isEmpty()
                && executions.repeated().isEmpty();
    }

    private static final class Comparison {
        private final Map<Long, FinalState> ledger;
        private final ExecutionLog executions;
        private final Map<Long, Long> numbers = new HashMap<>();
        private final List<String> lost = new ArrayList<>();
        private final List<String> doubled = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();

        Comparison(Map<Long, FinalState> ledger, ExecutionLog executions) {
            this.ledger = ledger;
            this.executions = executions;
        }

        Findings compare(List<Entry> journals) {
            journals.forEach(this::takeIds);
            numbers.forEach(this::check);
            journals.forEach(this::checkSeen);
            long pause = Pauses.longest(journals);
            return new Findings(numbers.size(), lost, doubled, wrong, failed, executions, pause, troubles);
        }

        private void takeIds(Entry entry) {
            if (entry instanceof Entry.Got got) {
                got.ids().forEach((number, id) -> {
                    Long before = numbers.put(id, number);
                    if (before != null) {
                        wrong.add("id " + id + " was given to task " + before + " and to task " + number);
                    }
                });
            } else if (entry instanceof Entry.Trouble trouble) {
                troubles.add(trouble.what());
            }
        }

        private void check(long id, long number) {
            FinalState state = ledger.getOrDefault(id, new FinalState.Missing("it was not asked for"));
            if (state instanceof FinalState.Missing missing) {
                lost.add("id " + id + ": " + missing.why());
            } else if (state instanceof FinalState.Failed failure) {
                failed.add("id " + id + ": " + failure.why());
            } else if (state instanceof FinalState.Answered answered) {
                check(id, number, answered.reply());
            }
        }

        private void check(long id, long number, Workload.Reply reply) {
            if (!reply.isRightFor(number)) {
                wrong.add("id " + id + " is task " + number + ", but its result is " + reply);
            } else if (!executions.names().contains(reply.run())) {
                wrong.add("id " + id + " has a result of a run that left no mark: " + reply);
            }
        }

        /** What was seen once must be the same in the end. */
        private void checkSeen(Entry entry) {
            if (entry instanceof Entry.Seen seen
                    && ledger.get(seen.id()) instanceof FinalState.Answered last
                    && !last.reply().equals(seen.reply())) {
                doubled.add("id " + seen.id() + " had " + seen.reply() + ", but later " + last.reply());
            } else if (entry instanceof Entry.Seen seen && !(ledger.get(seen.id()) instanceof FinalState.Answered)) {
                lost.add("id " + seen.id() + " had " + seen.reply() + ", but later none");
            } else if (entry instanceof Entry.Failed failure
                    && ledger.get(failure.id()) instanceof FinalState.Answered last) {
                doubled.add(
                        "id " + failure.id() + " had failed (" + failure.why() + "), but later had " + last.reply());
            }
        }
    }
}
