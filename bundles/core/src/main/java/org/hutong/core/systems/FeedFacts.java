package org.hutong.core.systems;

import java.util.List;
import java.util.Optional;
import org.hutong.systems.Feed;

/** What the register of systems shows of feeds; inbound implements it. */
public interface FeedFacts {
  /** The system's feeds, by name. */
  List<Feed> of(String system);

  /** A Chinese sentence while one of them could not be read the last times. */
  Optional<String> trouble(String system);
}
