package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.support.BoundedCalls;
import org.jspecify.annotations.Nullable;

/** One stay at the place, which ends when it is closed from outside. */
abstract class Exchange<T> implements BoundedCalls.Call<T> {
  private final Place place;
  private final CountDownLatch aborted = new CountDownLatch(1);
  private volatile Place.@Nullable Visit visit;

  Exchange(Place place) {
    this.place = place;
  }

  abstract T work(Place.Visit visit) throws IOException;

  /** The answer when the place failed. */
  abstract T failed(IOException e);

  @Override
  public final T run() throws NotSent {
    try (Place.Visit open = place.open()) {
      visit = open;
      if (isAborted()) {
        throw new NotSent("时限已到，尚未发送");
      }
      return work(open);
    } catch (IOException e) {
      return failed(e);
    }
  }

  /**
   * A name that is free with its marker: the name itself, or the name with a number. Not every
   * server moves a file over another, and none may do it with what was kept.
   */
  static String free(Place.Visit visit, String name) throws IOException {
    String free = name;
    for (int number = 2; visit.exists(free) || visit.exists(free + Marker.SUFFIX); number++) {
      free = name + "." + number;
    }
    return free;
  }

  /** Waits a little; true when it is over. */
  final boolean pause(long millis) {
    try {
      return aborted.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  final boolean isAborted() {
    return aborted.getCount() == 0;
  }

  /** The time is up, or nobody waits any more: nothing may begin to arrive. */
  void aborted() {}

  @Override
  public final void abort() {
    aborted();
    aborted.countDown();
    Place.Visit open = visit;
    if (open != null) {
      open.close();
    }
  }
}
