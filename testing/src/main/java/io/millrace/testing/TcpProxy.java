package io.millrace.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between a client and a server on the loopback interface and makes the network fail on demand. */
public final class TcpProxy implements AutoCloseable {
    /** What happens to bytes. */
    public enum Mode {
        PASS,
        /** Connections stand, and nothing comes through. */
        STALL,
        /** Connections are closed as soon as they are made. */
        REFUSE
    }

    private final ServerSocket server;
    private final ExecutorService threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private Mode mode = Mode.PASS;
    private int target;
    private boolean closed;

    private TcpProxy(ServerSocket server) {
        this.server = server;
        this.threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "tcp-proxy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Listens on a free port; connections wait until {@link #forwardTo} has been called. */
    public static TcpProxy start() {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Sets the port of the server behind. */
    public void forwardTo(int port) {
        synchronized (change) {
            target = port;
            change.notifyAll();
        }
    }

    /** Changes what happens to bytes; those that were held up go on their way with {@link Mode#PASS}. */
    public void set(Mode newMode) {
        synchronized (change) {
            mode = requireNonNull(newMode, "newMode is null");
            change.notifyAll();
        }
        if (newMode == Mode.REFUSE) {
            cut();
        }
    }

    /** Closes every connection there is. */
    public void cut() {
        sockets.forEach(TcpProxy::close);
        sockets.clear();
    }

    @Override
    public void close() {
        synchronized (change) {
            closed = true;
            change.notifyAll();
        }
        close(server);
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                if (mode() == Mode.REFUSE) {
                    close(client);
                } else {
                    sockets.add(client);
                    threads.execute(() -> connect(client));
                }
            }
        } catch (IOException e) {
            // The proxy was closed.
        }
    }

    private void connect(Socket client) {
        if (!awaitPassage()) {
            return;
        }
        try {
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(behind);
            threads.execute(() -> pump(client, behind));
            threads.execute(() -> pump(behind, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[64 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count = in.read(buffer);
            while (count >= 0 && awaitPassage()) {
                out.write(buffer, 0, count);
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // One side went; so must the other.
        }
        close(from);
        close(to);
        sockets.remove(from);
        sockets.remove(to);
    }

    private Mode mode() {
        synchronized (change) {
            return mode;
        }
    }

    /** Waits while bytes are held up; false when the proxy is closed. */
    private boolean awaitPassage() {
        synchronized (change) {
            try {
                while (!closed && (mode == Mode.STALL || target == 0)) {
                    change.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            return !closed;
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
