package io.stoker.wire;

import io.stoker.wire.guard.RefusedException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * Another engine, which also shows what has come, and says when its handshake fails, once: Akka says so at one end
 * only, and not why. That a connection ends before its handshake is over is not reported: any look whether something
 * listens does that.
 */
final class ReportingEngine extends SSLEngine {
    private final SSLEngine engine;
    private final Consumer<Exception> report;
    private final Consumer<ByteBuffer> frames;
    private boolean isSettled;

    /**
     * An engine that hears what fails, and sees what comes.
     *
     * @param report is told of a failed handshake and of refused frames, each once at most, by the thread that uses the
     *     engine
     * @param frames sees what has come, decrypted; a {@link RefusedException} ends the connection
     */
    ReportingEngine(SSLEngine engine, Consumer<Exception> report, Consumer<ByteBuffer> frames) {
        super(engine.getPeerHost(), engine.getPeerPort());
        this.frames = frames;
        this.engine = engine;
        this.report = report;
    }

    private interface Step {
        SSLEngineResult run() throws SSLException;
    }

    private SSLEngineResult reporting(Step step) throws SSLException {
        if (isSettled) {
            return step.run();
        }
        try {
            SSLEngineResult result = step.run();
            // The dialling end does not know yet whether its certificate is trusted; the first bytes to it say so.
            boolean isOver = result.getHandshakeStatus() == HandshakeStatus.FINISHED && !engine.getUseClientMode();
            isSettled = isOver || result.getStatus() == SSLEngineResult.Status.CLOSED;
            return result;
        } catch (SSLException e) {
            isSettled = true;
            report.accept(e);
            throw e;
        }
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] from, int offset, int length, ByteBuffer to) throws SSLException {
        return reporting(() -> engine.wrap(from, offset, length, to));
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] to, int offset, int length) throws SSLException {
        int[] before = new int[length];
        for (int i = 0; i < length; i++) {
            before[i] = to[offset + i].position();
        }
        SSLEngineResult result = reporting(() -> engine.unwrap(from, to, offset, length));
        for (int i = 0; i < length && result.bytesProduced() > 0; i++) {
            look(to[offset + i], before[i]);
        }
        return result;
    }

    /** What has come, which this refuses by failing the connection. */
    private void look(ByteBuffer filled, int from) throws SSLException {
        ByteBuffer come = filled.duplicate();
        come.limit(filled.position()).position(from);
        try {
            frames.accept(come);
        } catch (RefusedException e) {
            SSLException refused = new SSLException(e.getMessage(), e);
            report.accept(refused);
            throw refused;
        }
    }

    @Override
    public Runnable getDelegatedTask() {
        return engine.getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        engine.closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return engine.isInboundDone();
    }

    @Override
    public void closeOutbound() {
        engine.closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return engine.isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return engine.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return engine.getSession();
    }

    @Override
    public SSLSession getHandshakeSession() {
        return engine.getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        engine.beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return engine.getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        engine.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return engine.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        engine.setSSLParameters(parameters);
    }

    @Override
    public String getApplicationProtocol() {
        return engine.getApplicationProtocol();
    }

    @Override
    public String getHandshakeApplicationProtocol() {
        return engine.getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        engine.setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return engine.getHandshakeApplicationProtocolSelector();
    }
}
