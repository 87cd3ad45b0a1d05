package io.stoker.code;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources of a class loader, by a name that somebody else has made up. */
final class ResourceFiles {
    /** The JDK's own, which engines have. */
    private static final String OF_JDK = "jrt";

    private ResourceFiles() {}

    /**
     * Whether a name can only mean something below the roots of a class loader: no path with {@code ..}, nothing
     * absolute and no URL.
     */
    static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= BundleFormat.LONGEST_NAME
                && name.chars().noneMatch(c -> c == ':' || c == '\\' || Character.isISOControl(c))
                && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.matches("\\.+"));
    }

    /**
     * The contents of all of this name, such as service files of several jars; none of the JDK's, and no directories.
     *
     * @throws UnsendableClassException if one cannot be read
     * @throws CodeTooLargeException if one is larger than what may be sent
     */
    static List<byte[]> read(ClassLoader loader, String name) {
        List<byte[]> all = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(name))) {
                byte[] content = url.getProtocol().equals(OF_JDK) ? null : read(url, name);
                if (content != null) {
                    all.add(content);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UnsendableClassException("the resource " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte @Nullable [] read(URL url, String name) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false); // or a jar would stay open that its owner wants to replace
        try (InputStream in = connection.getInputStream()) {
            if (isDirectory(url, connection)) {
                return null;
            }
            byte[] content = in.readNBytes(CodeSpace.MOST_BYTES + 1);
            if (content.length > CodeSpace.MOST_BYTES) {
                throw new CodeTooLargeException("the resource " + name + " has more than " + CodeSpace.MOST_BYTES
                        + " bytes, the limit for all that one class loader of a session sends; read it at the client, or"
                        + " from a place that the engines can reach");
            }
            return content;
        }
    }

    private static boolean isDirectory(URL url, URLConnection connection) throws IOException {
        if (connection instanceof JarURLConnection jar) {
            return jar.getJarEntry() == null || jar.getJarEntry().isDirectory();
        }
        return url.getProtocol().equals("file") && Files.isDirectory(Path.of(URI.create(url.toString())));
    }
}
