package org.hutong.core.systems.modules;

import org.jspecify.annotations.Nullable;

/** Karaf did not do what it was told. The message is a Chinese sentence for the administrator. */
final class ProvisionFailed extends Exception {
  ProvisionFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
