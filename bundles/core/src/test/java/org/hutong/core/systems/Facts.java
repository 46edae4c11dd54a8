package org.hutong.core.systems;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hutong.systems.Feed;
import org.jspecify.annotations.Nullable;

/** What a test says of lanes and feeds. */
final class Facts implements LaneFacts, FeedFacts {
  @Nullable Instant success;
  @Nullable String trouble;
  List<Feed> feeds = List.of();

  @Override
  public Optional<Instant> lastSuccess(String system) {
    return Optional.ofNullable(success);
  }

  @Override
  public Optional<String> trouble(String system) {
    return Optional.ofNullable(trouble);
  }

  @Override
  public boolean paused(String system) {
    return false;
  }

  @Override
  public List<Feed> of(String system) {
    return feeds;
  }
}
