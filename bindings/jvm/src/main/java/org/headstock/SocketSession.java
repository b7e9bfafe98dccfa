// SPDX-License-Identifier: MIT
package org.headstock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session whose bytes a {@link Socket} and two threads move; TLS and all else stay in the library. It does not come
 * back by itself. Any thread may call it; listeners run on one of its threads, in order, and what they throw goes to
 * that thread's uncaught exception handler.
 */
public final class SocketSession extends Session {
    private static final int CONNECT_LIMIT = 30000;
    private static final int MOST_CHUNKS = 64;
    private static final byte[] WAKE = new byte[0];

    private final Socket socket = new Socket();
    private final BlockingQueue<byte[]> coming = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(MOST_CHUNKS);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Thread mover;
    private volatile String lost;  // why nothing comes any more

    /** Makes a session; see {@link Session}. */
    public SocketSession(String address, String password, Object options) {
        super(address, password, options);
    }

    /**
     * Connects to {@code host}, once in its life. The future gives our address when the session can be used, and fails
     * where the stream has ended before. Throws where there is no way there.
     */
    public CompletableFuture<String> connect(String host, int port) throws IOException {
        if (begun.getAndSet(true)) throw new HeadstockException(Status.STATE, "started already");
        socket.connect(new InetSocketAddress(host, port), CONNECT_LIMIT);
        start();
        mover = run("headstock moves bytes", this::move);
        run("headstock reads", this::read);
        return ready;
    }

    private static Thread run(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Says goodbye, and waits until all has ended, at most five seconds; then frees it. A second time does nothing. */
    @Override
    public void close() {
        if (mover != null && over.getCount() > 0 && Thread.currentThread() != mover) sayGoodbye();
        super.close();
        closeSocket();
        Questions.fail(ready, new IllegalStateException("closed"));
    }

    private void sayGoodbye() {
        try {
            terminate();
            over.await(5, TimeUnit.SECONDS);
        } catch (HeadstockException | IllegalStateException late) {
            // Another thread has closed it.
        } catch (InterruptedException wrong) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    void sent() {
        if (!woken.getAndSet(true)) coming.add(WAKE);
    }

    private void read() {
        byte[] buffer = new byte[16384];
        try {
            InputStream in = socket.getInputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                room.acquire();
                coming.add(Arrays.copyOf(buffer, size));
            }
            lost = "";
        } catch (IOException wrong) {
            lost = String.valueOf(wrong.getMessage());
        } catch (InterruptedException wrong) {
            lost = "interrupted";
        }
        coming.add(WAKE);
    }

    private void move() {
        try {
            moveAll(socket.getOutputStream());
        } catch (IllegalStateException closed) {
            // By close: there is nothing to tell any more.
        } catch (IOException | RuntimeException wrong) {
            end(String.valueOf(wrong.getMessage()));
        } finally {
            closeSocket();
            Questions.fail(ready, new HeadstockException(Status.ENDED, "the connection has ended"));
            over.countDown();
        }
    }

    /** Moves bytes until the stream has ended and its last words are sent. */
    private void moveAll(OutputStream out) throws IOException {
        while (flush(out)) {
            byte[] chunk = await(deadline());
            if (chunk == WAKE) woken.set(false);
            if (chunk != null && chunk.length > 0) take(chunk);
            else if (lost != null && coming.isEmpty()) break;
            if (Long.valueOf(0).equals(deadline())) expire();
        }
        if (lost != null && need() != Need.CLOSE) lost(lost);
        tellAll();
    }

    private void take(byte[] chunk) {
        room.release();
        receive(chunk);
    }

    private byte[] await(Long milliseconds) {
        try {
            return milliseconds == null ? coming.take() : coming.poll(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    /** Tells what has happened, and sends what is to be sent. Gives whether it goes on. */
    private boolean flush(OutputStream out) throws IOException {
        tellAll();
        byte[] output = takeOutput();
        if (output.length > 0) out.write(output);
        return need() != Need.CLOSE;
    }

    private void tellAll() {
        for (Event event = nextEvent(); event != null; event = nextEvent()) {
            String bound = event.name().equals("ready") ? address() : null;
            tell(event, Entity::uncaught);
            if (bound != null) Questions.complete(ready, bound);
            if (event.name().equals("disconnected")) Questions.fail(ready, new HeadstockException(event));
        }
    }

    /** The network said why it sends no more. */
    private void end(String why) {
        try {
            if (need() != Need.CLOSE) lost(why);
            tellAll();
        } catch (RuntimeException closed) {
            // By close: there is nothing to tell any more.
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException wrong) {
            // It is gone all the same.
        }
    }
}
