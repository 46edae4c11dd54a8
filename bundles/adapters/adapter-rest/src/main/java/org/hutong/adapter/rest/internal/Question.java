package org.hutong.adapter.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpReply;
import org.hutong.adapter.support.http.NoAnswer;
import org.jspecify.annotations.Nullable;

/**
 * How a key is looked up.
 *
 * @param receipt a JSON Pointer to the receipt
 * @param absent statuses that say there is none
 * @param emptyIsAbsent whether an answer without a receipt says so too
 */
record Question(PathTemplate path, String receipt, Set<Integer> absent, boolean emptyIsAbsent) {

  /** What an answer says of the key that was asked for. */
  LookUp says(HttpReply reply) throws NoAnswer {
    if (absent.contains(reply.status())) {
      return isOwn(reply)
          ? new LookUp.Absent()
          : new LookUp.CannotTell("答复 " + reply.status() + " 不是 JSON，可能来自网关");
    }
    if (reply.status() < 200 || reply.status() > 299) {
      return new LookUp.CannotTell("系统答复 " + reply.status());
    }
    Object body = Requests.body(reply);
    String found = Trees.single(Trees.pointer(body, receipt));
    if (found != null) {
      return new LookUp.Found(found);
    }
    return emptyIsAbsent && Requests.isJson(reply) && isEmptyAt(body)
        ? new LookUp.Absent()
        : new LookUp.CannotTell("系统的答复里没有回执");
  }

  /** Whether it is the system that answers; a page is by a gateway, or by another program. */
  private static boolean isOwn(HttpReply reply) throws NoAnswer {
    if (reply.body().length == 0) {
      return Requests.isJson(reply) || reply.mediaType().isEmpty();
    }
    return Requests.isJson(reply) && Requests.body(reply) != null;
  }

  /** Whether the place of the receipt is there and empty; an error has no such place. */
  private boolean isEmptyAt(@Nullable Object body) {
    for (int end = 0; end >= 0 && end < receipt.length(); end = receipt.indexOf('/', end + 1)) {
      if (Trees.pointer(body, receipt.substring(0, end)) instanceof List<?> list
          && list.isEmpty()) {
        return true;
      }
    }
    int last = Math.max(0, receipt.lastIndexOf('/'));
    // At the root any answer has the object: there it must name the receipt.
    return Trees.pointer(body, receipt.substring(0, last)) instanceof Map<?, ?> holder
        && (last > 0 || holder.containsKey(receipt.substring(Math.min(1, receipt.length()))));
  }
}
