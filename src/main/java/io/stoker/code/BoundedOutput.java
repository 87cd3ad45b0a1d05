package io.stoker.code;

import java.io.ByteArrayOutputStream;

/** Bytes up to a limit. What would exceed it is not kept, and an exception of a class of its own ends the writing. */
final class BoundedOutput extends ByteArrayOutputStream {
    private final long maxBytes;
    private boolean isExceeded;

    BoundedOutput(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    long limit() {
        return maxBytes;
    }

    /** Whether there was more than that. */
    boolean isExceeded() {
        return isExceeded;
    }

    @Override
    public synchronized void write(int octet) {
        require(1);
        super.write(octet);
    }

    @Override
    public synchronized void write(byte[] block, int offset, int length) {
        require(length);
        super.write(block, offset, length);
    }

    private void require(int length) {
        isExceeded |= length > maxBytes - count;
        if (isExceeded) {
            throw new ExceededException();
        }
    }

    /** Nobody sees it: code of the object that catches it meets it again with the next byte. */
    private static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExceededException() {
            super("too many bytes", null, false, false);
        }
    }
}
