package kr.codeb.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Counts what services ask of servers while an operation runs, and kills a service, or breaks a connection, at one of these points. */
final class Points {

    /** How the request of that point and the death of the service meet. */
    enum When {
        /** The service dies, and its request is never carried out. */
        BEFORE,
        /** The request is carried out, and the service dies before the answer reaches it. */
        AFTER,
        /** The service dies, is started again and takes the operation up, and only then its old request is carried out. */
        LATE,
        /** Nobody dies: the connection breaks as soon as the request is there, which is carried out all the same. */
        CUT
    }

    /** What becomes of a request. */
    enum Fate {
        GOES,
        STOPS,
        CUT
    }

    /** One request on its way. @param number 0 when nothing counts */
    record Passage(int number, String request, Fate fate) {}

    private static final Duration QUIET = Duration.ofMillis(700);

    private final List<String> seen = new ArrayList<>();
    private String service;
    private int number;
    private When when;
    private int underWay;
    private Instant last = Instant.EPOCH;
    private boolean armed;
    private boolean striking;
    private CompletableFuture<String> struck = new CompletableFuture<>();
    private CompletableFuture<Void> late = new CompletableFuture<>();

    /** From now on counts, and strikes at the request of that number. */
    synchronized void arm(String victim, int at, When how) {
        seen.clear();
        service = victim;
        number = at;
        when = how;
        last = Instant.now();
        struck = new CompletableFuture<>();
        late.complete(null);
        late = new CompletableFuture<>();
        striking = false;
        armed = true;
    }

    /** Only counts. */
    void watch() {
        arm("", Integer.MAX_VALUE, When.BEFORE);
    }

    /** Counts no more. @return the requests since {@link #arm}, in words */
    synchronized List<String> disarm() {
        armed = false;
        late.complete(null);
        return List.copyOf(seen);
    }

    boolean hasStruck() {
        return struck.isDone();
    }

    /** Strikes no more. @return whether it did */
    boolean strikesNoMore() {
        synchronized (this) {
            if (!striking) {
                armed = false;
                return false;
            }
        }
        struck.join();
        return true;
    }

    /** The request that was struck. */
    String where() {
        return struck.join();
    }

    /** Now the request that is late is carried out. */
    void letGo() {
        late.complete(null);
    }

    /** Whether nothing is under way, and nothing has begun for a while. */
    synchronized boolean quiet() {
        return underWay == 0 && Instant.now().isAfter(last.plus(QUIET));
    }

    /**
     * A request has come, and waits here until it may be carried out.
     *
     * @param port the port it came from, which tells the process
     */
    Passage before(String request, int port) {
        int count = count(request);
        if (when == When.AFTER || !isHere(count)) {
            return new Passage(count, request, Fate.GOES);
        }
        if (when == When.CUT) {
            struck.complete(request);
            return new Passage(count, request, Fate.CUT);
        }
        boolean ofTheDead = comesFrom(Sandbox.pid(service), port);
        strike(request);
        if (when == When.LATE) {
            late.join();
        }
        return new Passage(count, request, when == When.LATE || !ofTheDead ? Fate.GOES : Fate.STOPS);
    }

    /** The request is carried out, and its answer waits here. */
    void after(Passage passage) {
        if (when == When.AFTER && isHere(passage.number)) {
            strike(passage.request);
        }
        leave(passage);
    }

    /** The request has ended, answered or not. */
    synchronized void leave(Passage passage) {
        if (passage.number > 0) {
            underWay--;
            last = Instant.now();
        }
    }

    private synchronized int count(String request) {
        if (!armed) {
            return 0;
        }
        seen.add(request);
        underWay++;
        last = Instant.now();
        return seen.size();
    }

    private synchronized boolean isHere(int count) {
        boolean here = armed && !striking && count == number;
        striking |= here;
        return here;
    }

    private void strike(String request) {
        try {
            Sandbox.strike(service);
        } finally {
            struck.complete(request);
        }
    }

    private static boolean comesFrom(String pid, int port) {
        return Shell.run("ss", "-Htnp", "sport = :" + port).ok().out().contains("pid=" + pid + ",");
    }
}
