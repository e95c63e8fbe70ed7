package dev.roundtrip.chaos.faults;

import dev.roundtrip.chaos.faults.Breaker.Broken;
import dev.roundtrip.chaos.proxy.Direction;
import dev.roundtrip.chaos.proxy.Link;
import dev.roundtrip.chaos.proxy.LinkFault;
import dev.roundtrip.chaos.proxy.Links;
import java.time.Duration;
import java.util.List;

/** What can be done to the connections between the parts. */
final class LinkTrouble {
    /** How long answers are swallowed before the connections are cut: some work gets done, and not much more is begun. */
    private static final Duration SWALLOWING = Duration.ofMillis(300);
    /** Until that is done again: calls have the time to be asked again. */
    private static final Duration BETWEEN = Duration.ofMillis(400);

    private final Links links;

    LinkTrouble(Links links) {
        this.links = links;
    }

    /** Has a link be faulty until it is mended. */
    Broken on(Arrow arrow, LinkFault fault) {
        return on(List.of(link(arrow)), fault);
    }

    /** The same for all that lead to a process. */
    Broken onAllTo(String process, LinkFault fault) {
        return on(links.all().stream().filter(link -> link.to().equals(process)).toList(), fault);
    }

    private static Broken on(List<Link> links, LinkFault fault) {
        var before = hit(links);
        links.forEach(link -> link.inject(fault));
        return () -> {
            links.forEach(Link::heal);
            return hit(links) > before;
        };
    }

    private static long hit(List<Link> links) {
        return links.stream().mapToLong(link -> link.counts().hit()).sum();
    }

    /** Again and again swallows the answers of a short while, and then resets the connections that they were to come on. */
    Broken losingReplies(Arrow arrow) {
        var link = link(arrow);
        var before = hit(List.of(link));
        var losing = Repeated.of("Replies could not be lost on " + arrow, BETWEEN, () -> {
            link.inject(new LinkFault.HalfOpen(Direction.ANSWERS));
            Thread.sleep(SWALLOWING);
            link.heal();
        });
        return () -> {
            try {
                losing.stop();
            } finally {
                link.heal();
            }
            return hit(List.of(link)) > before;
        };
    }

    private Link link(Arrow arrow) {
        return links.between(arrow.from(), arrow.to())
                .orElseThrow(() -> new IllegalArgumentException("there is no link " + arrow));
    }
}
