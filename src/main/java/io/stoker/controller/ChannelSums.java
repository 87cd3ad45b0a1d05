package io.stoker.controller;

import io.stoker.wire.channel.Pump;

/** What channels have carried, in sum. */
final class ChannelSums {
    private long sentBytes;
    private long receivedBytes;
    private long resentItems;
    private long openItems;
    private long openBytes;
    private long full;

    /** One that goes on. */
    void add(Pump<?, ?> pump) {
        addEnded(pump);
        openItems += pump.size();
        openBytes += pump.bytes();
        full += pump.hasRoom() ? 0 : 1;
    }

    /** One that has ended: of it nothing is under way. */
    void addEnded(Pump<?, ?> pump) {
        sentBytes += pump.allSentBytes();
        receivedBytes += pump.allReceivedBytes();
        resentItems += pump.resent();
    }

    /** What these are together with the ones that have ended before. */
    void tell(ControllerMetrics metrics, ControllerMetrics.Peers peers, ChannelSums ended) {
        metrics.channels(
                peers,
                sentBytes + ended.sentBytes,
                receivedBytes + ended.receivedBytes,
                resentItems + ended.resentItems,
                openItems,
                openBytes,
                full);
    }
}
