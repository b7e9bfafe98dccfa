// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;

/** The questions of an entity. The answer may be here before the call that asked has come back. */
final class Questions {
    private final Map<Long, CompletableFuture<Payload>> open = new HashMap<>();
    private final Map<Long, Event> early = new HashMap<>();
    private int asking;
    private Throwable ended;

    /** Asks; {@code ask} gives the number. */
    CompletableFuture<Payload> begin(LongSupplier ask, java.util.function.LongConsumer forget) {
        CompletableFuture<Payload> answer = new CompletableFuture<>();
        synchronized (open) {
            ++asking;
        }
        try {
            long number = ask.getAsLong();
            settle(number, answer);
            answer.whenComplete((payload, wrong) -> {
                if (answer.isCancelled() && remove(number)) forget.accept(number);
            });
        } finally {
            synchronized (open) {
                if (--asking == 0) early.clear();
            }
        }
        return answer;
    }

    private void settle(long number, CompletableFuture<Payload> answer) {
        Event told;
        synchronized (open) {
            told = early.remove(number);
            if (told == null && ended == null) open.put(number, answer);
        }
        if (told != null) complete(answer, told);
        else if (ended != null) fail(answer, ended);
    }

    /** Takes an answer, or a failure. */
    void hear(Event event) {
        CompletableFuture<Payload> answer;
        synchronized (open) {
            answer = open.remove(event.request());
            if (answer == null && asking > 0) early.put(event.request(), event);
        }
        if (answer != null) complete(answer, event);
    }

    /** Fails all, also those to come. */
    void end(Throwable why) {
        List<CompletableFuture<Payload>> left;
        synchronized (open) {
            ended = why;
            left = new ArrayList<>(open.values());
            open.clear();
        }
        for (CompletableFuture<Payload> each : left) fail(each, why);
    }

    /** Who waits for a future goes on elsewhere, not on the thread that hears the answer. */
    static <T> void complete(CompletableFuture<T> future, T value) {
        ForkJoinPool.commonPool().execute(() -> future.complete(value));
    }

    static void fail(CompletableFuture<?> future, Throwable why) {
        ForkJoinPool.commonPool().execute(() -> future.completeExceptionally(why));
    }

    private static void complete(CompletableFuture<Payload> answer, Event event) {
        if (event.name().equals("answer")) complete(answer, event.payload());
        else fail(answer, new HeadstockException(event));
    }

    private boolean remove(long number) {
        synchronized (open) {
            return open.remove(number) != null;
        }
    }
}
