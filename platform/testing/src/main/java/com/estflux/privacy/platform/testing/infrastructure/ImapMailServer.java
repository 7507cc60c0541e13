package com.estflux.privacy.platform.testing.infrastructure;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Store;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * GreenMail's IMAP server, for clients that hang up without LOGOUT: its own keeps reading the end of such a stream, with
 * a processor for each of them, for as long as it runs.
 */
final class ImapMailServer extends AbstractServer {

    private static final int WAITING = 50;

    ImapMailServer(ServerSetup setup, Managers managers) {
        super(setup, managers);
    }

    @Override
    protected ServerSocket openServerSocket() throws IOException {
        return new ServerSocket(setup.getPort(), WAITING, bindTo) {
            @Override
            public Socket accept() throws IOException {
                Socket client = new ClientSocket();
                implAccept(client);
                return client;
            }
        };
    }

    @Override
    protected ProtocolHandler createProtocolHandler(Socket client) {
        return new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), client);
    }

    @Override
    public Store createStore() throws NoSuchProviderException {
        return createSession().getStore(getProtocol());
    }

    private static final class ClientSocket extends Socket {

        @Override
        public InputStream getInputStream() throws IOException {
            return new EndingStream(super.getInputStream(), this);
        }
    }

    /** Closes the connection at its end, and fails in a way that whoever reads it does not take for a wrong command. */
    private static final class EndingStream extends FilterInputStream {

        private final Socket client;

        private EndingStream(InputStream stream, Socket client) {
            super(stream);
            this.client = client;
        }

        @Override
        public int read() throws IOException {
            return orEnd(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return orEnd(super.read(bytes, from, length));
        }

        private int orEnd(int read) throws IOException {
            if (read < 0) {
                client.close();
                // Its thread ends with this, as it should; nobody need be told.
                Thread.currentThread().setUncaughtExceptionHandler((thread, ended) -> {});
                throw new UncheckedIOException(new EOFException("the client hung up"));
            }
            return read;
        }
    }
}
