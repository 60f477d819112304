/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the fetcher thread waits, and all that it waits for: answers from driver threads, a new
 * schedule or room for more from the task thread, a wake-up, or a due time.
 */
final class ReaderMailbox {

    /**
     * For how long answers are gathered once there is one: to wake for each costs more than to take
     * in an empty one, and nearly all are empty where little is written.
     */
    private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Arrival> arrivals = new ArrayDeque<>();

    /** So many arrivals end the gathering. */
    private int enough = 1;

    private @Nullable ReadingSchedule schedule;
    private boolean scheduleIsNew;
    private boolean roomIsNew;
    private boolean awoken;

    /** Any thread. */
    void put(Arrival arrival) {
        lock.lock();
        try {
            arrivals.add(arrival);
            if (arrivals.size() == 1 || arrivals.size() >= enough) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Any thread. */
    void put(ReadingSchedule newest) {
        lock.lock();
        try {
            schedule = newest;
            scheduleIsNew = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Any thread: what could not be asked for since the buffer was full may be asked for now. */
    void roomMade() {
        lock.lock();
        try {
            roomIsNew = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Any thread: ends the wait that is under way, or else the next one. */
    void wakeUp() {
        lock.lock();
        try {
            awoken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The latest schedule; null before the first. To be called before each round of requests. */
    @Nullable ReadingSchedule schedule() {
        lock.lock();
        try {
            scheduleIsNew = false;
            roomIsNew = false;
            return schedule;
        } finally {
            lock.unlock();
        }
    }

    @Nullable Arrival pollArrival() {
        lock.lock();
        try {
            return arrivals.poll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is something to do, but no longer than given.
     *
     * @param requestsInFlight how many answers there may be; half of them are enough, so that the
     *     server does not run out of requests meanwhile
     * @return false if the wait was ended by {@link #wakeUp()} or an interrupt
     */
    boolean await(long millis, int requestsInFlight) {
        lock.lock();
        try {
            enough = Math.max(1, requestsInFlight / 2);
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!isTold() && arrivals.isEmpty() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            nanos = GATHERING_NANOS;
            while (!isTold() && !arrivals.isEmpty() && arrivals.size() < enough && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            boolean goOn = !awoken;
            awoken = false;
            return goOn;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTold() {
        return awoken || scheduleIsNew || roomIsNew;
    }
}
