package org.hutong.adapter;

/** A system's settings cannot be used. The message is a Chinese sentence without the value. */
public final class InvalidConfig extends Exception {
  private final String setting;

  /** Names the setting by its path in {@code system.yaml}, such as {@code settings.url}. */
  public InvalidConfig(String setting, String message) {
    super(message);
    this.setting = setting;
  }

  /** The path of the setting. */
  public String setting() {
    return setting;
  }
}
