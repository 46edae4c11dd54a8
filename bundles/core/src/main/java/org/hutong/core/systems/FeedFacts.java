package org.hutong.core.systems;

import java.util.List;
import org.hutong.systems.Feed;

/** What the register of systems shows of feeds; inbound implements it. */
@FunctionalInterface
public interface FeedFacts {
  /** The system's feeds, by name. */
  List<Feed> of(String system);
}
