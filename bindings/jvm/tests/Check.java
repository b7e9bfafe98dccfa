// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The little that a test needs. */
final class Check {
    private static final int PATIENCE = 10;  // seconds
    static boolean failed;

    /** A test. */
    interface Test {
        void run() throws Exception;
    }

    private Check() {}

    /** Runs one test and says how it went. */
    static void test(String name, Test test) {
        try {
            test.run();
            System.out.println("ok     " + name);
        } catch (Throwable wrong) {
            failed = true;
            System.out.println("FAILED " + name);
            wrong.printStackTrace(System.out);
        }
    }

    static void that(boolean isSo, Object words) {
        if (!isSo) throw new AssertionError("not so: " + words);
    }

    static void equal(Object wanted, Object found) {
        that(Objects.equals(wanted, found), "wanted <" + wanted + ">, found <" + found + ">");
    }

    /** What the work throws. */
    static <T extends Throwable> T fails(Class<T> wanted, Test work) {
        try {
            work.run();
        } catch (Throwable wrong) {
            if (wanted.isInstance(wrong)) return wanted.cast(wrong);
            throw new AssertionError("not a " + wanted.getName(), wrong);
        }
        throw new AssertionError("no " + wanted.getName());
    }

    /** The same for what a future fails with. */
    static <T extends Throwable> T failsLate(Class<T> wanted, Future<?> future) {
        return fails(wanted, () -> {
            try {
                future.get(PATIENCE, TimeUnit.SECONDS);
            } catch (ExecutionException wrong) {
                Throwable cause = wrong.getCause();
                if (cause instanceof Exception) throw (Exception) cause;
            }
        });
    }

    /** What a future gives, unless it takes too long. */
    static <T> T soon(Future<T> future) throws Exception {
        return future.get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Waits until it is so. */
    static void until(Callable<Boolean> isSo) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!isSo.call()) {
            that(System.nanoTime() < end, "it took too long");
            Thread.sleep(5);
        }
    }
}
