package io.stoker.wire;

import io.stoker.task.StokerException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Names and addresses of machines. Artery compares addresses as text, so that an address has one spelling here: an IPv6
 * address that of RFC 5952, without brackets.
 */
public final class Hosts {
    private static final int GROUPS = 8;

    private Hosts() {}

    /**
     * The one spelling of a host: names stay as they are.
     *
     * @param host a name, an IPv4 address, or an IPv6 address with or without brackets
     * @throws StokerException if it looks like an address and is none, or has a scope as {@code %eth0}, which means
     *     something else on every machine
     */
    public static String plain(String host) {
        String text = withoutBrackets(host);
        if (text.indexOf('%') >= 0) {
            throw new StokerException("'" + host + "' is an address for one link of one machine, and others cannot use "
                    + "it: take an address without '%', or a name");
        }
        if (!isAddress(text)) {
            return text;
        }
        try {
            return text(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            throw new StokerException("'" + host + "' is no IP address", e);
        }
    }

    /** Whether it looks like an IP address rather than a name. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    public static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The one spelling of an address. */
    public static String text(InetAddress address) {
        return address instanceof Inet6Address ? shortened(address.getAddress()) : address.getHostAddress();
    }

    /** As {@link #plain}, with the brackets that an IPv6 address has before a port, and in Akka everywhere. */
    public static String bracketed(String host) {
        String plain = plain(host);
        return plain.indexOf(':') >= 0 ? "[" + plain + "]" : plain;
    }

    /** Whether it stands for all addresses of this machine, as {@code 0.0.0.0} does, and is none to connect to. */
    public static boolean isWildcard(String host) {
        String plain = plain(host);
        return plain.equals("0.0.0.0") || plain.equals("::");
    }

    /** The first of the longest runs of zeros is left out, unless it is a single one. */
    private static String shortened(byte[] address) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((address[2 * i] & 0xff) << Byte.SIZE) | (address[2 * i + 1] & 0xff);
        }
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = 0;
            while (i + zeros < GROUPS && groups[i + zeros] == 0) {
                zeros++;
            }
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        return length == 1
                ? joined(groups, 0, GROUPS)
                : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
