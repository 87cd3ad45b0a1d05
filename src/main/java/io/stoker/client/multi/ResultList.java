package io.stoker.client.multi;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;

/** The result of an execution on each of its engines, in the order of the targets; prints as at a prompt. */
public final class ResultList extends AbstractList<ExecuteResult> {
    private final List<ExecuteResult> results;

    /** Of these, some of which may have been left out. */
    public ResultList(List<ExecuteResult> results) {
        this.results = List.copyOf(results);
    }

    @Override
    public ExecuteResult get(int index) {
        return results.get(index);
    }

    @Override
    public int size() {
        return results.size();
    }

    @Override
    public String toString() {
        return "<Results List>\n"
                + results.stream().map(ExecuteResult::toString).collect(Collectors.joining("\n"));
    }
}
