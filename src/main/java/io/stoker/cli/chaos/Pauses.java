package io.stoker.cli.chaos;

import java.util.Comparator;
import java.util.List;

/** How long nothing came although something was waited for. */
final class Pauses {
    private Pauses() {}

    /** The longest time, in milliseconds, in which no result arrived while accepted tasks had none. */
    static long longest(List<Entry> journals) {
        List<Entry> byTime =
                journals.stream().sorted(Comparator.comparingLong(Entry::at)).toList();
        long longest = 0;
        long open = 0;
        long since = 0;
        for (Entry entry : byTime) {
            if (entry instanceof Entry.Got got) {
                since = open == 0 ? got.at() : since;
                open += got.ids().size();
            } else if (entry instanceof Entry.Seen || entry instanceof Entry.Failed) {
                longest = open > 0 ? Math.max(longest, entry.at() - since) : longest;
                since = entry.at();
                open--;
            }
        }
        return longest;
    }
}
