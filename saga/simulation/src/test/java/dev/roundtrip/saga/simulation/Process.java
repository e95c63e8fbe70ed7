package dev.roundtrip.saga.simulation;

import dev.roundtrip.saga.runtime.SagaBlueprint;
import dev.roundtrip.saga.runtime.SagaEngine;
import dev.roundtrip.saga.testkit.World;
import java.util.LinkedHashMap;
import java.util.Map;

/** One orchestrator: its loop, its engine, and the moments at which something may befall it. */
final class Process {
    /** Sees to it that life goes on. */
    interface Keeper {
        void died(Process process);

        void paused(Process process);
    }

    private final String name;
    private final World.Node node;
    private final Weather weather;
    private final Trace trace;
    private final Keeper keeper;
    private final Map<String, SagaBlueprint<Order>> blueprints = new LinkedHashMap<>();
    private SagaEngine engine;
    private boolean dead;
    private boolean open;

    Process(String name, World.Node node, Weather weather, Trace trace, Keeper keeper) {
        this.name = name;
        this.node = node;
        this.weather = weather;
        this.trace = trace;
        this.keeper = keeper;
    }

    void knows(SagaBlueprint<Order> blueprint) {
        blueprints.put(blueprint.definition().toString(), blueprint);
    }

    Map<String, SagaBlueprint<Order>> blueprints() {
        return blueprints;
    }

    void runs(SagaEngine opened) {
        engine = opened;
    }

    SagaEngine engine() {
        return engine;
    }

    World.Node node() {
        return node;
    }

    void opens() {
        open = true;
    }

    void closes() {
        open = false;
    }

    void ends() {
        if (!dead) {
            die();
        }
    }

    boolean isOpen() {
        return open && !dead;
    }

    boolean isDead() {
        return dead;
    }

    /** A moment that matters: it goes on, or goes on after a pause, or never. */
    void moment(Runnable next) {
        if (dead) {
            return;
        }
        if (weather.kills()) {
            trace.saw(Sight.PROCESS_DIED);
            die();
        } else if (!node.isFrozen() && weather.pauses()) {
            trace.saw(Sight.PROCESS_PAUSED);
            trace.note(() -> name + " is paused");
            node.freeze();
            keeper.paused(this);
            node.execute(next);
        } else {
            next.run();
        }
    }

    private void die() {
        trace.note(() -> name + " is gone");
        vanish();
        keeper.died(this);
    }

    void vanish() {
        dead = true;
        node.die();
    }

    void wakeUp() {
        if (!dead && node.isFrozen()) {
            trace.note(() -> name + " wakes up");
            node.thaw();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
