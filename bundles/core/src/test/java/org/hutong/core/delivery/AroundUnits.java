package org.hutong.core.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.hutong.core.store.Store;

/** What happens to a lane's unit, before, after or instead of its being written. */
@FunctionalInterface
interface AroundUnits {
  /** The writing itself. */
  @FunctionalInterface
  interface Write {
    Object carryOut() throws Throwable;
  }

  Object write(Write unit) throws Throwable;

  /** The store with that around the units of lanes. */
  static Store in(Store store, AroundUnits around) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              Write write =
                  () -> {
                    try {
                      return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  };
              boolean ofLane = method.getName().equals("write") && arguments[0] instanceof LaneUnit;
              return ofLane ? around.write(write) : write.carryOut();
            });
  }
}
