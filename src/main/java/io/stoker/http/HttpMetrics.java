package io.stoker.http;

/** What is measured in this process, for Prometheus and others that ask for it. Any thread. */
@FunctionalInterface
public interface HttpMetrics {
    /** All metrics as text. */
    record Page(String contentType, byte[] text) {}

    /**
     * What is measured now. Takes milliseconds, and waits for nobody.
     *
     * @param openMetrics whether the text is to be in the format of OpenMetrics, and not of Prometheus
     */
    Page read(boolean openMetrics);
}
