package org.hutong.core.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when a test turns it. */
public final class TurnableClock extends Clock {
  private volatile Instant now;

  /** Stands at a moment, like {@code 2016-09-14T04:00:00Z}. */
  public TurnableClock(String moment) {
    now = Instant.parse(moment);
  }

  /** Turns it forward. */
  public void forward(Duration time) {
    now = now.plus(time);
  }

  /** Sets it to a moment. */
  public void at(Instant moment) {
    now = moment;
  }

  /** Sets it to noon of a day in Beijing. */
  public void on(String day) {
    at(Instant.parse(day + "T04:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
