package io.stoker.code;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Opens the URLs of a bundle's entries. It goes with each URL, and with those that are made relative to it, so that the
 * JVM need not know their scheme.
 */
final class EntryUrls extends URLStreamHandler {
    static final String SCHEME = "stoker-code";

    private final UnpackedBundle bundle;

    EntryUrls(UnpackedBundle bundle) {
        this.bundle = bundle;
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new Connection(url, entry(url));
    }

    private byte @Nullable [] entry(URL url) {
        String prefix = "/" + bundle.stored().id() + "/";
        try {
            String path = new URI(url.getPath()).getPath();
            return path.startsWith(prefix) ? bundle.entry(path.substring(prefix.length())) : null;
        } catch (URISyntaxException e) {
            return null; // A name that was not encoded was not made here: there is no such entry.
        }
    }

    private static final class Connection extends URLConnection {
        private final byte @Nullable [] entry;

        Connection(URL url, byte @Nullable [] entry) {
            super(url);
            this.entry = entry;
        }

        @Override
        public void connect() throws IOException {
            content();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new ByteArrayInputStream(content());
        }

        @Override
        public long getContentLengthLong() {
            return entry == null ? -1 : entry.length;
        }

        private byte[] content() throws IOException {
            if (entry == null) {
                throw new FileNotFoundException("the classes and resources that were sent have no " + url);
            }
            connected = true;
            return entry;
        }
    }
}
