package io.stoker.node;

import io.stoker.task.StokerException;
import io.stoker.wire.Hosts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of a machine that stand in its certificates. */
public final class MachineNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final Set<String> ANY = Set.of("0.0.0.0", "::");
    private static final int LONGEST_ID = 64;

    private MachineNames() {}

    /** For people, of letters that can stand in a certificate. */
    static String own() {
        String name =
                ProcessSpace.here().host().replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "machine" : name.substring(0, Math.min(LONGEST_ID, name.length()));
    }

    /**
     * Loopback, and these of another machine.
     *
     * @throws StokerException if one of them is no name or address that others can reach it by
     */
    public static List<String> ofAnother(List<String> given) {
        Set<String> names = new LinkedHashSet<>(LOOPBACK);
        for (String each : given) {
            String name = Hosts.plain(each.strip());
            if (!canStand(name)) {
                throw new NodeException("'" + each + "' is not a name or address by which others reach a machine");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** Loopback, the machine's own name, and those of these that can stand in a certificate. */
    static List<String> with(List<String> more) {
        Set<String> names = new LinkedHashSet<>(LOOPBACK);
        List<String> candidates = new ArrayList<>(List.of(ProcessSpace.here().host()));
        candidates.addAll(more);
        for (String each : candidates) {
            String name = each.replaceFirst("%.*", ""); // the zone of an IPv6 address means something here only
            if (canStand(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static boolean canStand(String name) {
        return !ANY.contains(name)
                && (NAME.matcher(name).matches() || IPV6.matcher(name).matches());
    }
}
