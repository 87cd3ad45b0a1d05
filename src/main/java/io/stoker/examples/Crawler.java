package io.stoker.examples;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.client.multi.EngineView;
import io.stoker.task.Failure;
import io.stoker.task.Task;
import io.stoker.task.TaskResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Crawls a web site, which it starts itself on this machine. To learn: results lead to new tasks, whose number nobody
 * knows beforehand; a task that fails has a result, too, which says why; and while one result is waited for, the others
 * come. The site is on the loopback interface, which engines on other machines cannot reach.
 */
public final class Crawler extends Example {
    private static final String FETCH = """
            { url ->
                def page = new URL(url).getText(connectTimeout: 5000, readTimeout: 5000)
                def links = page.findAll(/href="([^"]*)"/) { all, link -> new URL(new URL(url), link).toString() }
                [page.find(/<title>(.*)<\\/title>/) { all, title -> title }, links]
            }""";

    private final Supplier<Integer> pages = number("--pages", 60, 1, 10_000, "How many pages the site has");
    private final Supplier<Double> time = seconds("--seconds", 0.15, "How long the site takes for each");

    Crawler() {
        super("Crawls a web site: a task for each page, new tasks for its links.", "fetch", "crawler");
    }

    public static void main(String[] args) throws IOException {
        new Crawler().start(args);
    }

    @Override
    public void run(Stoker stoker) throws IOException {
        EngineView engines = stoker.multiEngineClient().all();
        engines.pushFunction("fetch", FETCH);
        engines.setProperties(Map.of("crawler", true)); // what an engine lacks that comes later

        try (SmallWeb web = new SmallWeb(pages.get(), time.get())) {
            Timed<List<TaskResult>> crawl = Timed.of(() -> crawl(stoker.taskClient(), web.first()));
            List<Failure> failures = crawl.value().stream()
                    .map(TaskResult::failure)
                    .filter(Objects::nonNull)
                    .toList();
            int found = crawl.value().size() - failures.size();
            say("%d pages were found", found);
            failures.forEach(failure -> say("one was not: %s", failure.summary()));

            check(found == pages.get(), "%d pages are found", pages.get());
            check(failures.size() == 1, "one page is missing");
            say("%s", SpeedUp.of(crawl));
        }
    }

    private static List<TaskResult> crawl(TaskClient tc, String first) {
        Task fetch = Task.of("(title, links) = fetch(url)")
                .pull("title", "links")
                .depend("crawler")
                .isolated();
        Set<String> known = new HashSet<>(Set.of(first));
        Queue<Long> open = new ArrayDeque<>(List.of(tc.run(fetch.push("url", first))));
        List<TaskResult> pages = new ArrayList<>();
        while (!open.isEmpty()) {
            TaskResult page = tc.getTaskResult(open.remove());
            pages.add(page);
            if (page.failure() == null) {
                for (Object link : (List<?>) Objects.requireNonNull(page.get("links"))) {
                    if (known.add((String) link)) open.add(tc.run(fetch.push("url", link)));
                }
            }
        }
        return pages;
    }
}
