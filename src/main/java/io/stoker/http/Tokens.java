package io.stoker.http;

import io.stoker.trust.PrivateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One token for each capability. They are good for one server only: whoever had the port before it, or will have it
 * after it, and was shown them, can do nothing with them.
 */
final class Tokens {
    private final Map<Capability, byte[]> digests = new EnumMap<>(Capability.class);

    /**
     * Tokens that were just made.
     *
     * @param tokens to be given to their bearers, and then forgotten
     */
    Tokens(Map<Capability, String> tokens) {
        tokens.forEach((capability, token) -> digests.put(capability, Secrets.digest(token)));
    }

    /** One for each capability. */
    static Map<Capability, String> make(Secrets secrets) {
        Map<Capability, String> tokens = new EnumMap<>(Capability.class);
        for (Capability each : Capability.values()) {
            tokens.put(each, secrets.make());
        }
        return tokens;
    }

    /**
     * Puts each into the file of its capability's name.
     *
     * @param folder is made if it is missing
     * @throws io.stoker.trust.KeyFileException if others can look into the folder, or it cannot be written
     */
    static void write(Map<Capability, String> tokens, Path folder) {
        PrivateFiles.createFolder(folder);
        tokens.forEach((capability, token) -> PrivateFiles.write(
                folder.resolve(capability.word()), (token + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    /** What the bearer may do; null for a token that is not ours. How long it takes does not depend on which it is. */
    @Nullable
    Capability of(String token) {
        byte[] digest = Secrets.digest(token);
        Capability found = null;
        for (Map.Entry<Capability, byte[]> each : digests.entrySet()) {
            if (MessageDigest.isEqual(each.getValue(), digest)) {
                found = each.getKey();
            }
        }
        return found;
    }
}
