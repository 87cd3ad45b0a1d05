package io.stoker.code;

import io.stoker.task.StoredValue;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The entries of a bundle at an engine, which loaders share. */
final class UnpackedBundle {
    private final StoredValue stored;
    private final Map<String, byte[]> entries;
    private final long size;

    UnpackedBundle(CodeBundle bundle) {
        stored = bundle.stored();
        entries = bundle.entries();
        size = entries.entrySet().stream()
                .mapToLong(entry -> BundleFormat.size(entry.getKey(), entry.getValue()))
                .sum();
    }

    StoredValue stored() {
        return stored;
    }

    /** How many bytes its entries and their names are. */
    long size() {
        return size;
    }

    /** The packages of its classes, as {@code com/acme}. */
    Stream<String> packages() {
        return entries.keySet().stream()
                .filter(ClassFile::isClass)
                .map(EngineCode::packageOf)
                .distinct();
    }

    byte @Nullable [] entry(String name) {
        return entries.get(name);
    }

    /** Where an entry can be read; null if there is no such entry. */
    @Nullable
    URL url(String name) {
        if (!entries.containsKey(name)) {
            return null;
        }
        try {
            URI address = new URI(EntryUrls.SCHEME, null, "/" + stored.id() + "/" + name, null);
            return new URL(null, address.toASCIIString(), new EntryUrls(this));
        } catch (URISyntaxException | MalformedURLException e) {
            throw new IllegalStateException("a URL can have every path", e);
        }
    }
}
