package io.stoker.cli.shell;

import io.stoker.client.multi.EngineView;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** What Tab offers: variables, magics, and behind {@code name.} the methods of what the name stands for. */
final class Completions implements Completer {
    private final Variables variables;

    Completions(Variables variables) {
        this.variables = variables;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        offers(line.word())
                .map(offer -> new Candidate(offer, offer, null, null, null, null, false))
                .forEach(candidates::add);
    }

    /** All that the word could become, in order. */
    Stream<String> offers(String word) {
        if (word.startsWith("%")) {
            return Magic.words().stream().filter(offer -> offer.startsWith(word));
        }
        int dot = word.lastIndexOf('.');
        String owner = word.substring(0, Math.max(dot, 0));
        String prefix = word.substring(dot + 1);
        Stream<String> all = dot < 0
                ? variables.names().stream()
                : members(variables.type(owner), prefix.indexOf('_') >= 0).map(member -> owner + "." + member);
        return all.filter(offer -> offer.startsWith(word));
    }

    private static Stream<String> members(@Nullable Class<?> type, boolean asInTheOriginal) {
        if (type == null) {
            return Stream.empty();
        }
        TreeSet<String> members = new TreeSet<>();
        Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isSynthetic())
                .forEach(method -> members.add(call(method, asInTheOriginal)));
        if (asInTheOriginal) {
            SnakeCaseAliases.others(type).forEach(other -> members.add(other + "()"));
        }
        if (EngineView.class.isAssignableFrom(type)) {
            members.add(SnakeCaseMetaClass.ACTIVATE + "()");
            members.add(SnakeCaseMetaClass.MAPPER + "()");
        }
        return members.stream();
    }

    private static String call(Method method, boolean asInTheOriginal) {
        String name = asInTheOriginal ? SnakeCaseAliases.original(method.getName()) : method.getName();
        return name + (method.getParameterCount() == 0 ? "()" : "(");
    }
}
