package org.hutong.adapter.file.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.hutong.adapter.Context;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.support.SendGate;

/**
 * Puts one file there: file and marker are written under other names, then moved, the marker last.
 * The system takes no file without its marker, so the marker's move is the one moment of arrival,
 * and until then one of the other names lies there as proof that nothing has arrived.
 */
final class Putting extends Exchange<Outcome> {
  private static final long POLL_MILLIS = 200;
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final String PART = ".part";
  private static final String GIVEN_UP = "Given up, so it must not arrive";

  private final FileSettings.Out out;
  private final Receipts receipts;
  private final String file;
  private final byte[] bytes;
  private final Context context;
  private final SendGate gate = new SendGate();

  Putting(Place place, Receipts receipts, String file, byte[] bytes, Context context) {
    super(place);
    this.out = receipts.out();
    this.receipts = receipts;
    this.file = file;
    this.bytes = bytes;
    this.context = context;
  }

  /** Whether a put of this file was cut off before it arrived. */
  static boolean wasCutOff(Place.Visit visit, String path) throws IOException {
    return visit.exists(path + PART) || visit.exists(path + Marker.SUFFIX + PART);
  }

  @Override
  Outcome work(Place.Visit visit) throws IOException {
    Optional<Outcome> before = receipts.outcome(visit, file, context);
    if (before.isPresent()) {
      return before.get();
    }
    String path = out.folder() + "/" + file;
    if (!visit.exists(path + Marker.SUFFIX) && !receipts.hasBegun(visit, file)) {
      put(visit, path);
    }
    if (!gate.pass()) {
      return new Outcome.Pending(file, out.ask());
    }
    long end = System.nanoTime() + out.answer().toNanos();
    do {
      Optional<Outcome> said = receipts.outcome(visit, file, context);
      if (said.isPresent()) {
        return said.get();
      }
    } while (System.nanoTime() < end && !pause(POLL_MILLIS));
    return new Outcome.Pending(file, out.ask());
  }

  /** Every step asks first: one that was given up on may come free when the next put is done. */
  private void put(Place.Visit visit, String path) throws IOException {
    String marker = path + Marker.SUFFIX;
    visit.write(path + PART, bytes);
    goOn();
    visit.write(marker + PART, Marker.of(file, 1, bytes).bytes());
    if (visit.exists(path)) {
      // Without a marker it was a put that was cut off, or it is what the system left of one.
      String aside = free(visit, path + "." + Marker.md5(bytes).substring(0, 8) + ".old");
      goOn();
      visit.move(path, aside);
    }
    goOn();
    visit.move(path + PART, path);
    if (!gate.pass()) {
      throw new InterruptedIOException(GIVEN_UP);
    }
    visit.move(marker + PART, marker);
  }

  private void goOn() throws InterruptedIOException {
    if (isAborted()) {
      throw new InterruptedIOException(GIVEN_UP);
    }
  }

  @Override
  Outcome failed(IOException e) {
    return gate.shut()
        ? new Outcome.RetryLater("文件没有放完，系统不会取走", PAUSE)
        : new Outcome.Unknown("放入文件时连接中断，可能已被取走");
  }

  @Override
  void aborted() {
    gate.shut();
  }

  @Override
  public Outcome abandoned() throws NotSent {
    if (gate.shut()) {
      throw new NotSent("文件服务器在时限内没有答复，系统不会取走");
    }
    return new Outcome.Unknown("文件服务器在时限内没有答复");
  }
}
